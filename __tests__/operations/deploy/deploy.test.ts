import { type DeployOptions, type DeployPorts, deploy } from "../../../operations/deploy/deploy";
import { deployedKey, deploymentKey } from "../../../operations/deploy/deployment";
import type { Applied, DeployTerraform, PlanToApply } from "../../../operations/deploy/ports";
import { rehearsalOf } from "../../../operations/deploy/rehearsal";
import { readPlan } from "../../../operations/report/read/plan-file";
import type { StackResult } from "../../../operations/report/read/stack-result";
import { MemoryStore } from "../../support/memory-store";
import { aConfiguration, reading, stacksOf } from "../plan/synthesized";
import { aPlan, resource } from "../report/support";

const COMMIT = "c".repeat(40);

/** Three stacks in a row, and one on its own. */
const STACKS = {
  "dev-network": aConfiguration("dev-network"),
  "dev-platform": aConfiguration("dev-platform", { data: reading("dev-network") }),
  "dev-service-a": aConfiguration("dev-service-a", { data: reading("dev-platform") }),
  "dev-dns": aConfiguration("dev-dns"),
};

const { "dev-dns": _dns, ...WITHOUT_DNS } = STACKS;

type Id = keyof typeof STACKS;

const creates = (name: string): string =>
  JSON.stringify(aPlan({ resource_changes: [resource(`aws_x.${name}`, ["create"], { after: { name } })] }));

const NOTHING = JSON.stringify(aPlan({}));

/** A Terraform whose world is what was applied: each stack has one resource to make. */
class World implements DeployTerraform {
  readonly applied: string[] = [];
  readonly released: string[] = [];
  readonly made = new Set<string>();
  /** What a stack would do otherwise than its one creation. */
  readonly plans = new Map<string, string>();
  readonly failing = new Map<string, string>();

  planOf = (id: string): string => this.plans.get(id) ?? (this.made.has(id) ? NOTHING : creates(id));

  async planToApply({ id }: { readonly id: string }): Promise<PlanToApply> {
    return { ok: true, json: this.planOf(id), saved: { sha256: id } };
  }

  isRunning: () => Promise<boolean | undefined> = async () => undefined;

  async release({ id }: { readonly id: string }, _files: unknown, lock: string): Promise<Applied> {
    this.released.push(`${id} ${lock}`);
    return { ok: true };
  }

  async apply({ id }: { readonly id: string }): Promise<Applied> {
    const error = this.failing.get(id);
    this.applied.push(id);
    if (error !== undefined) return { ok: false, error };
    this.made.add(id);
    return { ok: true };
  }
}

async function aDeployment(world = new World(), store = new MemoryStore(), configurations: object = STACKS) {
  const stacks = await stacksOf(configurations as typeof STACKS);
  let clock = 0;
  const results = (): readonly StackResult[] =>
    stacks.map(({ id }) => ({ id, status: "planned", plan: readPlan(world.planOf(id), id) }));
  const rehearse = async () => rehearsalOf(results(), { commit: COMMIT });
  const now = () => new Date(Date.UTC(2026, 0, 1, 0, 0, clock++)).toISOString();
  const ports: DeployPorts = {
    terraform: world,
    records: store,
    rehearse,
    now,
    note: () => undefined,
    locks: async () => [],
    progress: () => undefined,
    clean: (text) => text.replace("hunter2", "***"),
  };
  const run = async (more: Partial<DeployOptions> = {}, others: Partial<DeployPorts> = {}) =>
    deploy(
      stacks,
      {
        mode: { kind: "real" },
        parallel: 2,
        signal: new AbortController().signal,
        branch: "dev",
        commit: COMMIT,
        label: "plan: confirmed",
        allowed: [],
        run: { actor: "ann", place: "ann@laptop", started: now() },
        ...more,
      },
      { ...ports, ...others },
    );
  return { world, store, rehearse, run, record: () => store.json(deploymentKey("dev", COMMIT)) };
}

const statuses = (record: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (record as { stacks: { id: string; status: string }[] }).stacks.map(({ id, status }) => [id, status]),
  );

const ALL_APPLIED = {
  "dev-dns": "applied",
  "dev-network": "applied",
  "dev-platform": "applied",
  "dev-service-a": "applied",
};

describe("a deployment", () => {
  it("applies what has the approved digest, upstreams first, and keeps who did what", async () => {
    const { run, rehearse, world, store, record } = await aDeployment();
    const { digest } = await rehearse();
    const deployed = await run({ approve: digest, parallel: 1 });
    expect(deployed).toMatchObject({ kind: "deployed", deployment: { status: "succeeded" } });
    expect(world.applied).toEqual(["dev-network", "dev-platform", "dev-dns", "dev-service-a"]);
    expect(record()).toMatchObject({
      format: 1,
      branch: "dev",
      commit: COMMIT,
      approvals: [{ kind: "digest", digest, by: "ann" }],
      runs: [
        {
          actor: "ann",
          place: "ann@laptop",
          started: "2026-01-01T00:00:00.000Z",
          finished: "2026-01-01T00:00:05.000Z",
        },
      ],
      status: "succeeded",
    });
    expect(statuses(record())).toEqual(ALL_APPLIED);
    expect(store.json(deployedKey("dev"))).toEqual({
      format: 1,
      stacks: {
        "dev-network": { commit: COMMIT, at: "2026-01-01T00:00:01.000Z" },
        "dev-platform": { commit: COMMIT, at: "2026-01-01T00:00:02.000Z" },
        "dev-dns": { commit: COMMIT, at: "2026-01-01T00:00:03.000Z" },
        "dev-service-a": { commit: COMMIT, at: "2026-01-01T00:00:04.000Z" },
      },
    });
  });

  it.each<[string, Partial<DeployOptions>, string]>([
    ["without GitHub and without a digest", {}, "Nothing was approved"],
    ["with the digest of another plan", { approve: `sha256:${"0".repeat(64)}` }, "The approved digest is sha256:0000"],
  ])("%s applies nothing, and keeps nothing", async (_, options, because) => {
    const { run, world, record } = await aDeployment();
    const deployed = await run(options);
    expect(deployed).toMatchObject({ kind: "refused", because: [expect.stringContaining(because)] });
    expect([world.applied, record()]).toEqual([[], undefined]);
  });

  it("is refused while a stack breaks a rule or could not be planned, whatever digest is named", async () => {
    const { run, world } = await aDeployment();
    const plan = readPlan(creates("a"), "a");
    const violation = { rule: "r", severity: "high", message: "is open", fix: "Close it." } as const;
    const rehearsal = rehearsalOf(
      [
        { id: "a", status: "planned", plan, violations: [violation] },
        { id: "b", status: "failed", error: "no credentials" },
      ],
      {},
    );
    const deployed = await run({ approve: rehearsal.digest }, { rehearse: async () => rehearsal });
    expect(deployed).toMatchObject({
      kind: "refused",
      because: ['"b" could not be planned: no credentials', '"a" breaks a rule: is open (high, r).'],
    });
    expect(world.applied).toEqual([]);
  });

  it("a stack that fails stops those that depend on it, and no other; what it said is kept without secrets", async () => {
    const { run, rehearse, world, record } = await aDeployment();
    world.failing.set("dev-platform", "Error: hunter2 is wrong");
    const deployed = await run({ approve: (await rehearse()).digest });
    expect(deployed).toMatchObject({ kind: "deployed", deployment: { status: "failed" } });
    expect(record()).toMatchObject({
      stacks: [
        { id: "dev-dns", status: "applied" },
        { id: "dev-network", status: "applied" },
        { id: "dev-platform", status: "failed", because: "Error: *** is wrong" },
        { id: "dev-service-a", status: "skipped", because: 'It depends on "dev-platform", which was not deployed.' },
      ],
    });
  });

  it("goes on where a run left off that failed or was killed, without another approval", async () => {
    const { run, rehearse, world, record } = await aDeployment();
    world.failing.set("dev-platform", "Error: try again");
    await run({ approve: (await rehearse()).digest });
    world.failing.clear();
    world.applied.length = 0;
    await run();
    expect(world.applied).toEqual(["dev-platform", "dev-service-a"]);
    expect(statuses(record())).toEqual(ALL_APPLIED);
    expect((record() as { runs: unknown[] }).runs).toHaveLength(2);
  });

  it("releases the lock that the killed run left on this machine's state, and goes on", async () => {
    const { run, rehearse, world, store, record } = await aDeployment();
    const killed = new Error("killed");
    const dies: DeployTerraform = Object.create(world, { apply: { value: () => Promise.reject(killed) } });
    await expect(run({ approve: (await rehearse()).digest }, { terraform: dies })).rejects.toBe(killed);
    expect(record()).toMatchObject({ status: "in_progress" });
    expect(Object.values(statuses(record()))).toContain("applying");
    const left = {
      key: "dev-network",
      id: "lock-1",
      operation: "OperationTypeApply",
      who: "ann@laptop",
      created: "2026-01-01T01:00:00Z",
      terraformVersion: "1.11.4",
    };
    world.isRunning = async () => false;
    await run({}, { locks: async () => [left, { ...left, id: "of somebody else", who: "bob@desktop" }] });
    expect(world.released).toEqual(["dev-network lock-1"]);
    expect(statuses(record())).toEqual(ALL_APPLIED);
    expect(store.json(deployedKey("dev"))).toMatchObject({ stacks: { "dev-network": { commit: COMMIT } } });
  });

  it("refuses a stack that would do something else now that its upstream is real, and says what; then all goes on by a digest", async () => {
    const { run, rehearse, world, record } = await aDeployment();
    const { digest } = await rehearse();
    const rehearseOnce = await rehearse();
    world.plans.set("dev-platform", creates("other"));
    const deployed = await run({ approve: digest }, { rehearse: async () => rehearseOnce });
    expect(deployed).toMatchObject({
      kind: "deployed",
      deployment: { status: "failed" },
      next: { digest: expect.stringMatching(/^sha256:/) },
    });
    const platform = (record() as { stacks: { id: string; because: string }[] }).stacks.find(
      ({ id }) => id === "dev-platform",
    );
    expect(platform?.because).toContain("aws_x.other was not approved.");
    expect(platform?.because).toContain("aws_x.dev-platform was approved to change, and would not.");
    expect(world.applied.sort()).toEqual(["dev-dns", "dev-network"]);

    const again = await run();
    expect(again).toMatchObject({
      kind: "refused",
      because: [expect.stringContaining("What is left of the last run")],
    });
    world.applied.length = 0;
    await run({ approve: (await rehearse()).digest });
    expect(world.applied).toEqual(["dev-platform", "dev-service-a"]);
  });

  it("goes on with nothing that was refused before, although something else may go on", async () => {
    const { run, rehearse, world, record } = await aDeployment();
    const two = aPlan({
      resource_changes: ["a", "b"].map((name) => resource(`aws_x.${name}`, ["create"], { after: { name } })),
    });
    world.plans.set("dev-platform", JSON.stringify(two));
    const rehearsed = await rehearse();
    world.plans.set("dev-platform", creates("a"));
    world.failing.set("dev-dns", "Error: try again");
    await run({ approve: rehearsed.digest }, { rehearse: async () => rehearsed });
    world.failing.clear();
    world.applied.length = 0;
    await run();
    expect(world.applied).toEqual(["dev-dns"]);
    expect(statuses(record())).toMatchObject({ "dev-platform": "failed", "dev-service-a": "skipped" });
  });

  it("looks again at what had nothing to do, once what it depends on was applied", async () => {
    const { run, rehearse, world, record } = await aDeployment();
    for (const id of ["dev-platform", "dev-service-a"]) world.made.add(id);
    const rehearsed = await rehearse();
    const planned: string[] = [];
    const watched: DeployTerraform = Object.create(world, {
      planToApply: {
        value: (stack: { readonly id: string }) => {
          planned.push(stack.id);
          return world.planToApply(stack);
        },
      },
    });
    world.plans.set("dev-service-a", creates("more"));
    await run({ approve: rehearsed.digest }, { rehearse: async () => rehearsed, terraform: watched });
    expect(planned).not.toContain("dev-service-a");
    expect(statuses(record())).toMatchObject({ "dev-platform": "unchanged", "dev-service-a": "unchanged" });

    const again = await aDeployment();
    for (const id of ["dev-platform", "dev-service-a"]) again.world.made.add(id);
    const rehearsedAgain = await again.rehearse();
    again.world.plans.set("dev-platform", creates("more"));
    await again.run({ approve: rehearsedAgain.digest }, { rehearse: async () => rehearsedAgain });
    expect(again.world.applied.sort()).toEqual(["dev-dns", "dev-network"]);
    expect(again.record()).toMatchObject({
      status: "failed",
      stacks: [{}, {}, { status: "failed", because: expect.stringContaining("aws_x.more was not approved.") }, {}],
    });
  });

  it.each<[string, (store: MemoryStore) => void, object]>([
    ["there are other stacks than were approved", () => undefined, { ...STACKS, "dev-new": aConfiguration("dev-new") }],
    ["a stack is gone", () => undefined, WITHOUT_DNS],
    [
      "another commit was deployed since",
      (store) =>
        store.put(
          deployedKey("dev"),
          JSON.stringify({
            format: 1,
            stacks: { "dev-platform": { commit: "e".repeat(40), at: "2026-01-02T00:00:00Z" } },
          }),
        ),
      STACKS,
    ],
  ])("goes on with nothing by itself when %s", async (_, change, configurations) => {
    const { run, rehearse, world, store } = await aDeployment();
    world.failing.set("dev-platform", "Error: try again");
    await run({ approve: (await rehearse()).digest });
    world.failing.clear();
    world.applied.length = 0;
    change(store);
    const later = await aDeployment(world, store, configurations);
    expect(await later.run()).toMatchObject({
      kind: "refused",
      because: [expect.stringContaining("What is left of the last run")],
    });
    expect(world.applied).toEqual([]);
    expect(later.record()).toMatchObject({ status: "failed" });
  });

  it("leaves the stacks of GitHub alone where they cannot be planned, and says why; a digest lets the others go on", async () => {
    const ofGitHub = {
      terraform: { required_providers: { github: { source: "integrations/github", version: "6.9.0" } } },
      provider: { github: [{ owner: "equipweb" }] },
    };
    const [github, orders] = ["github", "github-orders"].map((id) => aConfiguration(id, ofGitHub));
    const { run, rehearse, record } = await aDeployment(undefined, undefined, {
      ...STACKS,
      github: github as object,
      "github-orders": orders as object,
    });
    const rehearsal = await rehearse();
    const stacks = rehearsal.report.stacks.map((stack) =>
      stack.id.startsWith("github") ? { ...stack, state: "failed" as const, error: "no token" } : stack,
    );
    const plans = new Map([...rehearsal.plans].filter(([id]) => !id.startsWith("github")));
    const failed = { ...rehearsal, report: { stacks }, plans };
    await run({ approve: rehearsal.digest }, { rehearse: async () => failed });
    expect(statuses(record())).toEqual({ ...ALL_APPLIED, github: "manual", "github-orders": "manual" });
    expect(JSON.stringify(record())).toContain("It could not be planned:\\nno token");
  });

  it("by a digest is told on the pull request that was merged, too", async () => {
    const { run, rehearse } = await aDeployment();
    const github = {
      branchHead: async () => COMMIT,
      mergedAs: async () => [
        { number: 6, head: COMMIT, base: "main" },
        { number: 7, head: COMMIT, base: "dev" },
      ],
    } as unknown as NonNullable<DeployPorts["github"]>;
    const { digest } = await rehearse();
    expect(await run({ approve: digest }, { github })).toMatchObject({ kind: "deployed", pullRequest: 7 });
    expect(await run({}, { github })).toMatchObject({ kind: "deployed", pullRequest: 7 });
  });

  it("of a commit that was deployed to its end does nothing, and nothing unseen when somebody changed what is there", async () => {
    const { run, rehearse, world } = await aDeployment();
    await run({ approve: (await rehearse()).digest });
    world.applied.length = 0;
    expect(await run()).toMatchObject({ kind: "deployed", deployment: { status: "succeeded" } });
    world.made.delete("dev-dns");
    expect(await run()).toMatchObject({
      kind: "refused",
      because: [expect.stringContaining("somebody changed it from outside")],
    });
    expect(world.applied).toEqual([]);
    await run({ approve: (await rehearse()).digest });
    expect(world.applied).toEqual(["dev-dns"]);
  });

  it("tells of a stack that vanished and held no data, and goes on", async () => {
    const { run, rehearse, record } = await aDeployment();
    const rehearsal = await rehearse();
    const vanished = { id: "dev-old", state: "vanished" as const, waitsFor: [], notes: [] };
    const withVanished = { ...rehearsal, report: { stacks: [...rehearsal.report.stacks, vanished] } };
    await run({ approve: rehearsal.digest }, { rehearse: async () => withVanished });
    expect(statuses(record())).toEqual({ ...ALL_APPLIED, "dev-old": "manual" });
  });

  it("when there is nothing to do, keeps that every stack is deployed", async () => {
    const { run, world, store } = await aDeployment();
    for (const id of Object.keys(STACKS) as Id[]) world.made.add(id);
    expect(await run()).toMatchObject({ kind: "deployed", deployment: { status: "succeeded" } });
    expect(Object.keys((store.json(deployedKey("dev")) as { stacks: object }).stacks)).toEqual(
      Object.keys(STACKS).sort(),
    );
  });
});
