import { type FindDriftOptions, findDrift } from "../../../operations/drift/find-drift";
import type { CommitTree, DriftEvent } from "../../../operations/drift/ports";
import type { PlanOutcome } from "../../../operations/plan/ports";
import type { JsonObject } from "../../../terraform-json/json";
import { stateOf } from "../inspect/states";
import { aConfiguration, reading, stacksOf } from "../plan/synthesized";
import { aPlan, resource } from "../report/support";
import { anIgnore, COMMIT, HEAD } from "./support";

const planOf = (...drift: readonly object[]): PlanOutcome => ({
  json: JSON.stringify({ ...aPlan(), output_changes: {}, resource_drift: drift }),
});
const tag = (address: string) => ({
  ...resource(address, ["update"], { before: { tags: { A: "1" } }, after: { tags: { A: "2" } } }),
  type: address.split(".")[0],
});

/** A commit whose stacks Terraform plans as it is told. */
async function aTree(
  commit: string,
  configurations: Readonly<Record<string, JsonObject>>,
  plans: Readonly<Record<string, PlanOutcome>> = {},
): Promise<CommitTree & { readonly planned: string[] }> {
  const planned: string[] = [];
  return {
    commit,
    stacks: await stacksOf(configurations),
    planned,
    terraform: {
      plan: async ({ id }, files, options) => {
        planned.push(`${id} ${JSON.stringify(options)} ${[...files.keys()].sort().join(" ")}`);
        return plans[id] ?? planOf();
      },
    },
    fingerprint: async ({ text }) => text,
  };
}

const record = (stacks: Readonly<Record<string, string>>): Pick<FindDriftOptions, "deployed"> => ({
  deployed: {
    format: 1,
    stacks: Object.fromEntries(
      Object.entries(stacks).map(([id, commit]) => [id, { commit, at: "2026-03-01T09:00:00Z" }]),
    ),
  },
});

const run = async (
  options: Partial<FindDriftOptions> & Pick<FindDriftOptions, "head">,
  texts: Readonly<Record<string, string>> = {},
) => {
  const events: DriftEvent[] = [];
  const report = await findDrift(
    {
      branch: "dev",
      states: new Set(["dev-a", "dev-b"]),
      fallback: options.head,
      trees: new Map([[options.head.commit, options.head]]),
      names: { head: "origin/dev", fallback: "HEAD" },
      mode: { kind: "endpoint", url: "http://127.0.0.1:5000" },
      parallel: 2,
      ignored: [],
      today: "2026-03-02",
      secrets: [],
      ...options,
    },
    {
      states: {
        read: async (key) => {
          const text = texts[key];
          return text === undefined ? undefined : { text, etag: "", versionId: undefined, modified: new Date(0) };
        },
      },
      progress: (event) => events.push(event),
    },
  );
  const stacks = Object.fromEntries(
    report.stacks.map(({ id, status, unapplied, because, commit, resources }) => [
      id,
      {
        status,
        ...(unapplied && { unapplied }),
        ...(because !== undefined && { because }),
        ...(commit !== undefined && { commit }),
        ...(resources.length > 0 && { resources: resources.map(({ address }) => address) }),
      },
    ]),
  );
  return { report, stacks, events };
};

const BOTH = { "dev-a": aConfiguration("dev-a"), "dev-b": aConfiguration("dev-b") };
const ALL_OF = (commit: string) => record({ "dev-a": commit, "dev-b": commit });
const RESOURCES = JSON.stringify({ version: 4, resources: [{ mode: "managed", type: "aws_x", name: "a" }] });

describe("a look at a branch", () => {
  it("plans each stack once, refresh-only, as the deployed commit has it, and tells drift from the rest", async () => {
    const head = await aTree(HEAD, BOTH, { "dev-a": planOf(tag("aws_x.a")) });
    const { report, stacks, events } = await run({ head, ...ALL_OF(HEAD) });
    expect(stacks).toEqual({
      "dev-a": { status: "drifted", commit: HEAD, resources: ["aws_x.a"] },
      "dev-b": { status: "in-sync", commit: HEAD },
    });
    expect(report).not.toHaveProperty("unrecorded");
    expect(head.planned.sort()).toEqual(
      ["dev-a", "dev-b"].map((id) => `${id} {"refreshOnly":true} cdk.tf.json infra_override.tf.json`),
    );
    expect(
      events.flatMap((event) => (event.kind === "finished" ? [`${event.stack}: ${event.outcome}`] : [])).sort(),
    ).toEqual(["dev-a: 1 resource drifted", "dev-b: no drift"]);
  });

  it("compares stacks of different commits each with its own, and says which the head has otherwise", async () => {
    const old = await aTree(COMMIT, { ...BOTH, "dev-b": aConfiguration("dev-b", { locals: { old: true } }) });
    const head = await aTree(HEAD, { ...BOTH, "dev-new": aConfiguration("dev-new") });
    const trees = new Map([
      [COMMIT, old],
      [HEAD, head],
    ]);
    const { stacks } = await run({ head, trees, ...record({ "dev-a": COMMIT, "dev-b": COMMIT }) });
    expect(stacks).toEqual({
      "dev-a": { status: "in-sync", commit: COMMIT },
      "dev-b": { status: "in-sync", commit: COMMIT, unapplied: "outdated" },
      "dev-new": {
        status: "not-looked-at",
        unapplied: "never-deployed",
        because: "It has no state: it was never deployed.",
      },
    });
    expect([old.planned.length, head.planned.length]).toEqual([2, 0]);
  });

  it("goes by another commit where nothing is recorded, and says so", async () => {
    const head = await aTree(HEAD, BOTH);
    const fallback = await aTree(COMMIT, BOTH);
    expect((await run({ head, fallback })).report.unrecorded).toEqual({ ref: "HEAD", commit: COMMIT, isAll: true });
    const some = await run({ head, fallback, ...record({ "dev-a": HEAD }) });
    expect(some.report.unrecorded).toEqual({ ref: "HEAD", commit: COMMIT, isAll: false });
    expect(some.stacks).toEqual({
      "dev-a": { status: "in-sync", commit: HEAD },
      "dev-b": { status: "in-sync", commit: COMMIT },
    });
  });

  it("looks at what is gone from the code as long as it is recorded, and names it in any case while it holds something", async () => {
    const old = await aTree(COMMIT, BOTH, { "dev-b": planOf(tag("aws_x.b")) });
    const head = await aTree(HEAD, { "dev-a": aConfiguration("dev-a") });
    const trees = new Map([
      [COMMIT, old],
      [HEAD, head],
    ]);
    const states = new Set(["dev-a", "dev-b", "dev-empty", "dev-odd", "dev-unknown"]);
    const texts = {
      "dev-b": RESOURCES,
      "dev-unknown": RESOURCES,
      "dev-odd": "no state",
      "dev-empty": '{"resources":[]}',
    };
    const { stacks } = await run({ head, trees, states, ...record({ "dev-a": HEAD, "dev-b": COMMIT }) }, texts);
    const because = "It has a state, and the code has no such stack: there is nothing to compare with.";
    expect(stacks).toEqual({
      "dev-a": { status: "in-sync", commit: HEAD },
      "dev-b": { status: "drifted", commit: COMMIT, unapplied: "vanished", resources: ["aws_x.b"] },
      "dev-odd": { status: "not-looked-at", unapplied: "vanished", because },
      "dev-unknown": { status: "not-looked-at", unapplied: "vanished", because },
    });
  });

  it("goes on when a stack fails, without the secrets of what Terraform said", async () => {
    const said = "Error: no such host\n  with password=Tr0ub4dor-and-3 and from-the-job";
    const head = await aTree(HEAD, BOTH, { "dev-a": { error: said } });
    const { stacks } = await run({ head, ...ALL_OF(HEAD), secrets: ["from-the-job"] });
    expect(stacks["dev-b"]).toEqual({ status: "in-sync", commit: HEAD });
    expect(stacks["dev-a"]).toMatchObject({ status: "failed", because: expect.stringContaining("no such host") });
    expect(JSON.stringify(stacks)).not.toMatch(/Tr0ub4dor|from-the-job/);
  });

  it("takes no rule of a security group for drift that another stack manages, and one that none does", async () => {
    const rule = (port: number) => ({
      protocol: "tcp",
      from_port: port,
      to_port: port,
      cidr_blocks: ["10.0.0.0/8"],
    });
    const group = (port: number) => ({
      ...resource("aws_security_group.g", ["update"], {
        before: { id: "sg-1", ingress: [] },
        after: { id: "sg-1", ingress: [rule(port)] },
      }),
      type: "aws_security_group",
    });
    const configurations = {
      "dev-a": { ...aConfiguration("dev-a"), resource: { aws_security_group: { g: {} } } },
      "dev-b": aConfiguration("dev-b"),
    };
    const ports = { from_port: 8080, to_port: 8080 };
    const attributes = { security_group_id: "sg-1", ip_protocol: "tcp", ...ports, cidr_ipv4: "10.0.0.0/8" };
    const texts = {
      "dev-b": stateOf([{ type: "aws_vpc_security_group_ingress_rule", name: "calls", attributes }]),
    };
    const look = async (port: number) => {
      const head = await aTree(HEAD, configurations, { "dev-a": planOf(group(port)) });
      const { report } = await run({ head, ...ALL_OF(HEAD) }, texts);
      const [stack] = report.stacks;
      const managers = stack?.ignored.flatMap(({ by }) => (by.kind === "managed-elsewhere" ? [by.address] : []));
      return [stack?.status, [...new Set(managers)]];
    };
    expect(await look(8080)).toEqual(["in-sync", ["aws_vpc_security_group_ingress_rule.calls of dev-b"]]);
    expect(await look(22)).toEqual(["drifted", []]);
  });

  it("takes a recorded stack whose commit cannot be synthesized for a failure, and looks at the others", async () => {
    const lost = new Map([
      [COMMIT, "It was deployed from the commit abc1234, which this clone does not have: fetch it."],
    ]);
    const head = await aTree(HEAD, BOTH);
    const { stacks } = await run({ head, lost, ...record({ "dev-a": COMMIT, "dev-b": HEAD }) });
    expect(stacks).toEqual({
      "dev-a": { status: "failed", because: lost.get(COMMIT) },
      "dev-b": { status: "in-sync", commit: HEAD },
    });
  });

  it("takes a recorded stack without a state for a failure: its state was lost", async () => {
    const head = await aTree(HEAD, BOTH);
    const { stacks } = await run({ head, states: new Set(["dev-a"]), ...ALL_OF(HEAD) });
    expect(stacks["dev-b"]).toMatchObject({
      status: "failed",
      because: expect.stringMatching(/^It is recorded as deployed, and its state does not exist\. /),
    });
  });

  it("puts foreseen outputs in the place of an upstream without a state, and of no other", async () => {
    const reader = aConfiguration("dev-b", { data: reading("dev-a", "dev-c") });
    const output = { output: { id: { value: "x" } } };
    const head = await aTree(HEAD, {
      "dev-a": aConfiguration("dev-a", output),
      "dev-b": reader,
      "dev-c": aConfiguration("dev-c", output),
    });
    await run({ head, states: new Set(["dev-b", "dev-c"]), ...record({ "dev-b": HEAD, "dev-c": HEAD }) });
    expect(head.planned).toContain('dev-b {"refreshOnly":true} cdk.tf.json infra_override.tf.json stubs/dev-a.tfstate');
  });

  it("does not look where a provider would have to be asked that is not there", async () => {
    const github = aConfiguration("dev-a", {
      terraform: { required_providers: { github: { source: "integrations/github", version: "6.9.0" } } },
    });
    const head = await aTree(HEAD, { "dev-a": github });
    const { stacks } = await run({ head, states: new Set(["dev-a"]), ...record({ "dev-a": HEAD }) });
    expect(stacks["dev-a"]).toMatchObject({ status: "not-looked-at", because: expect.stringContaining("GitHub") });
  });

  it("refuses a pattern that fits no stack, with the nearest name", async () => {
    const head = await aTree(HEAD, BOTH);
    await expect(run({ head, selected: ["dve-a"], ...ALL_OF(HEAD) })).rejects.toThrow(
      'no stack of the branch fits "dve-a". Did you mean "dev-a"?',
    );
    expect(Object.keys((await run({ head, selected: ["*-b"], ...ALL_OF(HEAD) })).stacks)).toEqual(["dev-b"]);
  });
});

describe("the catalogue's list", () => {
  const used = anIgnore({ type: "aws_x", path: "tags" });
  const unused = anIgnore({ type: "aws_y" });
  const elsewhere = anIgnore({ type: "aws_z", stacks: "main-*" });
  const ended = anIgnore({ type: "aws_x", until: "2026-03-01" });
  const list = [used, unused, elsewhere, ended];

  it("leaves out what it names; what it did not need is told, and what has ended", async () => {
    const head = await aTree(HEAD, BOTH, { "dev-a": planOf(tag("aws_x.a")) });
    const { report, stacks } = await run({ head, ignored: list, ...ALL_OF(HEAD) });
    expect(stacks["dev-a"]).toEqual({ status: "in-sync", commit: HEAD });
    expect([report.unused, report.ended]).toEqual([[unused], [ended]]);
  });

  it.each<[string, Partial<FindDriftOptions>, Readonly<Record<string, PlanOutcome>>]>([
    ["that looked at some stacks alone", { selected: ["dev-a"] }, {}],
    ["in which a stack failed", {}, { "dev-b": { error: "no" } }],
  ])("is not said to be unneeded after a run %s", async (_, options, plans) => {
    const head = await aTree(HEAD, BOTH, plans);
    expect((await run({ head, ignored: list, ...ALL_OF(HEAD), ...options })).report.unused).toEqual([]);
  });
});
