import type { PlanOutcome } from "../../../../operations/plan/ports";
import { planSince, type SinceEvent } from "../../../../operations/plan/since/plan-since";
import type { SynthesizedStack } from "../../../../operations/plan/synthesized-stack";
import { type JsonObject, stableJson } from "../../../../terraform-json/json";
import { aConfiguration, reading, stacksOf } from "../synthesized";

const tf = (expression: string): string => `\${${expression}}`;
const SINCE = { ref: "main", commit: "3f2c1aa0000000000000000000000000000000000" };

const network = (cidr: string) =>
  aConfiguration("dev-network", { output: { vpc_id: { value: tf("aws_vpc.this.id") }, cidr: { value: cidr } } });
const reader = (id: string, output: string) =>
  aConfiguration(id, {
    data: reading("dev-network"),
    locals: { read: tf(`data.terraform_remote_state.dev-network.outputs.${output}`) },
  });

const BEFORE = {
  "dev-network": network("10.10.0.0/16"),
  "dev-by-cidr": reader("dev-by-cidr", "cidr"),
  "dev-by-id": reader("dev-by-id", "vpc_id"),
  "dev-old": aConfiguration("dev-old", {
    resource: { aws_s3_bucket: { old: { bucket: "old" } }, aws_iam_role: { a: {} } },
  }),
};
const { "dev-old": _, ...rest } = BEFORE;
const NOW = { ...rest, "dev-network": network("10.20.0.0/16"), "dev-new": reader("dev-new", "vpc_id") };

/** A Terraform that knows one VPC in the network, and that sees in a state whether there is one already. */
function answer({ id, configuration }: SynthesizedStack, state: string | undefined): PlanOutcome {
  const cidr = ((configuration.output as JsonObject | undefined)?.cidr as JsonObject | undefined)?.value;
  if (id !== "dev-network") return { json: JSON.stringify({ resource_changes: [], output_changes: {} }) };
  const vpcId = state === undefined ? undefined : /"id": "(vpc-\w+)"/.exec(state)?.[1];
  const resource = { address: "aws_vpc.this", mode: "managed", type: "aws_vpc", name: "this", provider_name: "aws" };
  const after = vpcId ? { actions: ["no-op"], after: vpcId } : { actions: ["create"], after_unknown: true };
  const json = {
    planned_values: { root_module: { resources: [{ ...resource, values: vpcId ? { id: vpcId } : {} }] } },
    resource_changes: [
      { ...resource, change: { actions: vpcId ? ["no-op"] : ["create"], after_unknown: vpcId ? {} : { id: true } } },
    ],
    output_changes: { vpc_id: after, cidr: { actions: ["update"], after: cidr } },
  };
  return { json: JSON.stringify(json) };
}

async function planning(
  options: { now?: Parameters<typeof stacksOf>[0]; fails?: "before" | "now"; kept?: Map<string, string> } = {},
) {
  const { now = NOW, fails, kept = new Map<string, string>() } = options;
  const [before, stacks] = await Promise.all([stacksOf(BEFORE), stacksOf(now)]);
  const runs: { when: "before" | "now"; id: string; state: string | undefined; refresh: boolean | undefined }[] = [];
  const events: SinceEvent[] = [];
  const written = new Map<string, string>();
  const terraform = (when: "before" | "now") => ({
    plan: async (stack: SynthesizedStack, files: ReadonlyMap<string, string>, how?: { readonly refresh?: boolean }) => {
      const state = files.get("terraform.tfstate");
      runs.push({ when, id: stack.id, state, refresh: how?.refresh });
      return when === fails && stack.id === "dev-network" ? { error: "refused" } : answer(stack, state);
    },
    readOutputs: async () => ({ ok: false as const, error: "no state is read offline" }),
  });
  const index = await planSince(
    stacks,
    {
      since: SINCE,
      before,
      fingerprints: { before: ({ text }) => text, now: ({ text }) => text },
      selected: new Set([...Object.keys(BEFORE), ...Object.keys(now)]),
      parallel: 1,
    },
    {
      terraform: terraform("now"),
      terraformBefore: terraform("before"),
      attributeTypes: async () => ({}),
      settledStates: {
        read: async (stack, key) => kept.get(`${stack} ${key}`),
        write: async (stack, key, text) => void kept.set(`${stack} ${key}`, text),
      },
      store: {
        clear: async () => {},
        savePlan: async (id, json) => void written.set(id, json),
        saveIndex: async (json) => void written.set("index", json),
      },
      progress: (event) => void events.push(event),
    },
  );
  const find = (id: string) => index.stacks.find((stack) => stack.id === id);
  return { index, runs, events, written, find };
}

describe("planning what changes since a commit", () => {
  it("plans what changed or reads something that did, and says of all others why not", async () => {
    const { index, written } = await planning();
    expect(index).toMatchObject({ mode: "offline", since: SINCE });
    expect(index.stacks.map(({ id, status }) => `${id}: ${status}`)).toEqual([
      "dev-by-cidr: planned",
      "dev-by-id: unaffected",
      "dev-network: planned",
      "dev-new: planned",
      "dev-old: vanished",
    ]);
    expect(index.stacks.some(({ applicable }) => applicable)).toBe(false);
    expect(written.get("index")).toBe(stableJson(index));
  });

  it("names a stack that is not planned here, with the reason", async () => {
    const github = aConfiguration("github", {
      terraform: { required_providers: { github: { source: "integrations/github", version: "6.9.0" } } },
    });
    const { find, runs } = await planning({ now: { ...NOW, github } });
    expect(find("github")).toMatchObject({
      status: "not-planned",
      applicable: false,
      notes: [expect.stringMatching(/^Not planned here: /)],
    });
    expect(runs.map(({ id }) => id)).not.toContain("github");
  });

  it("plans the commit from nothing and against what that left, then today against what settled; nothing is refreshed", async () => {
    const { runs } = await planning();
    const network = runs.filter(({ id }) => id === "dev-network");
    expect(network.map(({ when, state }) => [when, state !== undefined])).toEqual([
      ["before", false],
      ["before", true],
      ["now", true],
    ]);
    expect(runs.every(({ refresh }) => refresh === false)).toBe(true);
  });

  it("plans a new stack from nothing", async () => {
    const { runs } = await planning();
    expect(runs.filter(({ id }) => id === "dev-new")).toEqual([
      { when: "now", id: "dev-new", state: undefined, refresh: false },
    ]);
  });

  it("takes an upstream for applied as it stands, unless it hands on something else", async () => {
    const { find } = await planning();
    expect(find("dev-new")?.stubs.map(({ because }) => because)).toEqual(["as-it-stands"]);
    expect(find("dev-by-cidr")?.stubs.map(({ because }) => because)).toEqual(["outputs-change"]);
    expect(find("dev-new")?.placeholders).toEqual([
      expect.objectContaining({ stack: "dev-network", output: "aws_vpc.this.id", exists: true }),
    ]);
  });

  it("finds a settled state once, for as long as the commit's stack is the same", async () => {
    const kept = new Map<string, string>();
    const first = await planning({ kept });
    const second = await planning({ kept });
    expect(second.runs.filter(({ when }) => when === "before")).toEqual([]);
    expect(second.index).toEqual(first.index);
  });

  it("plans from nothing and says so where the commit cannot be planned", async () => {
    const { find, runs } = await planning({ fails: "before" });
    expect(find("dev-network")?.notes).toEqual([
      "What the commit leaves behind could not be foreseen, so everything appears as created: refused",
    ]);
    expect(runs.find(({ id, when }) => id === "dev-network" && when === "now")?.state).toBeUndefined();
  });

  it("goes on where today's stack cannot be planned, as if its outputs stayed what they are", async () => {
    const { find } = await planning({ fails: "now" });
    expect(find("dev-network")).toMatchObject({ status: "failed", error: "refused" });
    expect(find("dev-by-cidr")).toMatchObject({ status: "unaffected" });
    expect(find("dev-new")?.notes).toEqual(['"dev-network", which this stack depends on, could not be planned.']);
  });

  it("refuses that a stack vanishes which holds what nothing brings back", async () => {
    const { find } = await planning();
    expect(find("dev-old")).toMatchObject({
      findings: [
        {
          rule: "data-leaves-when-it-retires",
          stack: "dev-old",
          message: "it is no longer declared, and holds what nothing brings back: aws_s3_bucket.old",
        },
      ],
    });
  });

  it("plans nothing when nothing changed", async () => {
    const { index, runs, events } = await planning({ now: BEFORE });
    expect(runs).toEqual([]);
    expect(new Set(index.stacks.map(({ status }) => status))).toEqual(new Set(["unaffected"]));
    expect(events).toEqual([{ kind: "affected", count: 0 }]);
  });
});
