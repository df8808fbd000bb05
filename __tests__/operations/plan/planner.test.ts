import type { PlanMode } from "../../../operations/plan/mode";
import type { IndexedStack } from "../../../operations/plan/plan-index";
import { planStacks } from "../../../operations/plan/planner";
import type { PlanEvent, PlanOutcome, ReadOutputs } from "../../../operations/plan/ports";
import { at, type Json, type JsonObject, objectAt, stableJson } from "../../../terraform-json/json";
import { aConfiguration, reading, stacksOf } from "./synthesized";

/** An expression as it stands in a Terraform string. */
const tf = (expression: string): string => `\${${expression}}`;

const handedOn = tf("data.terraform_remote_state.dev-network.outputs.vpc_id");

/** A network, a platform on it that hands the network's id on, and a service on the platform. */
const CONFIGURATIONS = {
  "dev-network": aConfiguration("dev-network", {
    output: { vpc_id: { value: tf("aws_vpc.vpc.id") }, cidr: { value: "10.10.0.0/16" } },
  }),
  "dev-platform": aConfiguration("dev-platform", {
    data: reading("dev-network"),
    output: { vpc_id: { value: handedOn }, topic_arn: { value: tf("aws_sns_topic.t.arn") } },
  }),
  "dev-orders": aConfiguration("dev-orders", { data: reading("dev-platform") }),
};

/** A plan as `terraform show -json` prints it: one resource is created, and these outputs change. */
const planWith = (outputs: Record<string, JsonObject> = {}, more: JsonObject = {}): string =>
  JSON.stringify({
    format_version: "1.2",
    resource_changes: [{ change: { actions: ["create"] } }],
    output_changes: outputs,
    timestamp: "2026-11-21T09:32:38Z",
    applyable: true,
    ...more,
  });

const created = (after: Json): JsonObject => ({ actions: ["create"], before: null, after, after_unknown: false });
const unknown: JsonObject = { actions: ["create"], before: null, after_unknown: true };
const unchanged = (value: Json): JsonObject => ({
  actions: ["no-op"],
  before: value,
  after: value,
  after_unknown: false,
});

/** What Terraform answers, by stack. */
interface Answers {
  readonly plans?: Plans;
  readonly states?: Readonly<Record<string, ReadOutputs>>;
}

type Plans = Readonly<Record<string, PlanOutcome>>;

/** Plans of stacks that were never applied. */
const FIRST_PLANS: Plans = {
  "dev-network": { json: planWith({ vpc_id: unknown, cidr: created("10.10.0.0/16") }) },
  "dev-platform": { json: planWith({ vpc_id: unknown, topic_arn: unknown }) },
};

const state = (outputs: Record<string, Json>): ReadOutputs => ({ ok: true, outputs: new Map(Object.entries(outputs)) });

async function planning(
  { plans = {}, states = {} }: Answers = {},
  options: {
    mode?: PlanMode;
    selected?: string[];
    parallel?: number;
    signal?: AbortSignal;
    more?: Readonly<Record<string, JsonObject>>;
  } = {},
) {
  const { mode = { kind: "offline" }, parallel = 1, signal, more = {} } = options;
  const configurations = { ...CONFIGURATIONS, ...more };
  const { selected = Object.keys(configurations) } = options;
  const files = new Map<string, ReadonlyMap<string, string>>();
  const read: string[] = [];
  const written = new Map<string, string>();
  const order: string[] = [];
  const events: PlanEvent[] = [];
  const index = await planStacks(
    await stacksOf(configurations),
    { mode, selected: new Set(selected), parallel, ...(signal && { signal }) },
    {
      terraform: {
        plan: async ({ id }, texts) => {
          files.set(id, texts);
          return plans[id] ?? FIRST_PLANS[id] ?? { json: planWith() };
        },
        readOutputs: async ({ id }) => {
          read.push(id);
          return states[id] ?? state({});
        },
      },
      store: {
        clear: async () => void order.push("clear"),
        savePlan: async (id, json) => {
          order.push(id);
          written.set(id, json);
        },
        saveIndex: async (json) => {
          order.push("index");
          written.set("index", json);
        },
      },
      progress: (event) => events.push(event),
    },
  );
  const planOf = (id: string): IndexedStack => index.stacks.find((plan) => plan.id === id) as IndexedStack;
  /** The outputs that a stack was told an upstream has; undefined when it reads the upstream's own state. */
  const stubIn = (id: string, upstream: string): JsonObject | undefined => {
    const text = files.get(id)?.get(`stubs/${upstream}.tfstate`);
    if (text === undefined) return undefined;
    const outputs = Object.entries(objectAt(JSON.parse(text), "outputs"));
    return Object.fromEntries(outputs.map(([name, output]) => [name, at(output, "value") ?? null]));
  };
  return { index, planOf, stubIn, read, written, order, events, files };
}

describe("a stack whose provider asks its service", () => {
  const github = aConfiguration("github", {
    terraform: { required_providers: { github: { source: "integrations/github", version: "6.9.0" } } },
    provider: { github: [{ owner: "equipweb" }] },
  });

  test.each<PlanMode>([{ kind: "offline" }, { kind: "endpoint", url: "http://127.0.0.1:4566" }])(
    "is not planned %j: it is named with the reason, and the others are planned",
    async (mode) => {
      const { planOf, order, events, index } = await planning({}, { mode, more: { github } });
      expect(planOf("github")).toEqual({
        id: "github",
        labels: { kind: "network", network: "dev", source: "catalogue/networks/dev.yaml" },
        dependencies: [],
        stubs: [],
        notes: [expect.stringMatching(/^Not planned here: its provider integrations\/github asks GitHub /)],
        status: "not-planned",
        applicable: false,
      });
      expect(order).not.toContain("github");
      expect(events).toContainEqual({ kind: "finished", stack: "github", status: "not-planned", seconds: 0 });
      expect(index.stacks.filter(({ status }) => status === "planned")).toHaveLength(3);
    },
  );

  test("is planned as all others with the real states, and fails there alone", async () => {
    const { planOf, index } = await planning(
      { plans: { github: { error: "registry.terraform.io/integrations/github is not locked" } } },
      { mode: { kind: "real" }, more: { github } },
    );
    expect(planOf("github")).toMatchObject({ status: "failed", error: expect.stringContaining("not locked") });
    expect(index.stacks.filter(({ status }) => status === "planned")).toHaveLength(3);
    const done = await planning({}, { mode: { kind: "real" }, more: { github } });
    expect(done.planOf("github")).toMatchObject({ status: "planned", applicable: true });
  });
});

describe("an offline run", () => {
  const run = planning({
    plans: {
      "dev-network": { json: planWith({ vpc_id: unknown, cidr: created("10.10.0.0/16") }) },
      "dev-platform": { json: planWith({ vpc_id: created("vpc-handed-on"), topic_arn: unknown }) },
    },
  });

  test("plans in the order of dependencies", async () => {
    expect((await run).order).toEqual(["clear", "dev-network", "dev-platform", "dev-orders", "index"]);
  });

  test("gives each stack what its upstreams' plans know, and placeholders for the rest", async () => {
    const { stubIn } = await run;
    expect(stubIn("dev-platform", "dev-network")).toEqual({
      vpc_id: expect.stringMatching(/^vpc-/),
      cidr: "10.10.0.0/16",
    });
    expect(stubIn("dev-orders", "dev-platform")).toEqual({
      vpc_id: "vpc-handed-on",
      topic_arn: expect.stringMatching(/^arn:aws:sns:eu-west-1:111111111111:/),
    });
  });

  test("lists the placeholders of each plan with the output that they stand for", async () => {
    const { planOf, stubIn } = await run;
    expect(planOf("dev-platform").stubs).toEqual([
      {
        upstream: "dev-network",
        because: "offline",
        placeholders: [
          { value: stubIn("dev-platform", "dev-network")?.vpc_id, stack: "dev-network", output: "vpc_id" },
        ],
      },
    ]);
  });

  test("reads no state, and makes nothing that may be applied", async () => {
    const { read, index } = await run;
    expect(read).toEqual([]);
    expect(index.stacks.map(({ applicable }) => applicable)).toEqual([false, false, false]);
  });

  test("says of each stack what it is, what it changes and where its plan lies", async () => {
    expect((await run).planOf("dev-network")).toEqual({
      id: "dev-network",
      labels: { kind: "network", network: "dev", source: "catalogue/networks/dev.yaml" },
      status: "planned",
      hasChanges: true,
      counts: {
        create: 1,
        update: 0,
        replace: 0,
        delete: 0,
        forget: 0,
        read: 0,
        import: 0,
        move: 0,
        output: 2,
        drift: 0,
        other: 0,
      },
      applicable: false,
      dependencies: [],
      stubs: [],
      notes: [],
      files: { plan: "plans/dev-network.json", saved: "scratch/dev-network/tfplan" },
    });
  });

  test("writes an index sorted by id and by key, in which no time and no order of execution is left", async () => {
    const { written, index } = await run;
    expect(index).toMatchObject({ format: 1, mode: "offline" });
    expect(index.stacks.map(({ id }) => id)).toEqual(["dev-network", "dev-orders", "dev-platform"]);
    expect(written.get("index")).toBe(stableJson(index));
    expect(written.get("index")).not.toContain("seconds");
  });

  test("writes each plan without the time at which it was made", async () => {
    expect((await run).written.get("dev-orders")).toBe(
      '{"format_version":"1.2","resource_changes":[{"change":{"actions":["create"]}}],"output_changes":{},"applyable":true}\n',
    );
  });

  test("tells of every start, and of every end with its counts and its duration", async () => {
    const { events } = await run;
    expect(events.map(({ kind, stack }) => `${kind} ${stack}`)).toEqual(
      ["dev-network", "dev-platform", "dev-orders"].flatMap((id) => [`started ${id}`, `finished ${id}`]),
    );
    expect(events[1]).toEqual({
      kind: "finished",
      stack: "dev-network",
      status: "planned",
      counts: expect.objectContaining({ create: 1, output: 2 }),
      seconds: expect.any(Number),
    });
  });
});

describe("a placeholder", () => {
  test("is still known as one after another stack handed it on", async () => {
    const { stubIn: first } = await planning();
    const vpcId = first("dev-platform", "dev-network")?.vpc_id as string;
    const { planOf } = await planning({
      plans: {
        "dev-network": { json: planWith({ vpc_id: unknown }) },
        "dev-platform": { json: planWith({ vpc_id: created(vpcId) }) },
      },
    });
    expect(planOf("dev-orders").stubs).toEqual([
      {
        upstream: "dev-platform",
        because: "offline",
        placeholders: [{ value: vpcId, stack: "dev-network", output: "vpc_id" }],
      },
    ]);
  });
});

describe("a stack that fails", () => {
  const run = planning({ plans: { "dev-platform": { error: "Error: no such thing\n\n  with aws_lb.lb" } } });

  test("does not stop the others, and is reported in Terraform's own words", async () => {
    const { index, planOf } = await run;
    expect(index.stacks.map(({ id, status }) => [id, status])).toEqual([
      ["dev-network", "planned"],
      ["dev-orders", "planned"],
      ["dev-platform", "failed"],
    ]);
    expect(planOf("dev-platform")).toEqual({
      id: "dev-platform",
      labels: { kind: "network", network: "dev", source: "catalogue/networks/dev.yaml" },
      status: "failed",
      error: "Error: no such thing\n\n  with aws_lb.lb",
      applicable: false,
      dependencies: ["dev-network"],
      stubs: [expect.objectContaining({ upstream: "dev-network" })],
      notes: [],
    });
  });

  test("is foreseen from its synthesized expressions by those that depend on it, which say so", async () => {
    const { planOf, stubIn } = await run;
    expect(stubIn("dev-orders", "dev-platform")).toEqual({
      vpc_id: stubIn("dev-platform", "dev-network")?.vpc_id,
      topic_arn: expect.stringMatching(/^arn:aws:sns:/),
    });
    expect(planOf("dev-orders").notes).toEqual(['"dev-platform", which this stack depends on, could not be planned.']);
  });

  test("keeps the plan that Terraform made before it failed", async () => {
    const { planOf, written, events } = await planning({
      plans: {
        "dev-orders": {
          json: planWith(
            {},
            { errored: true, applyable: false, resource_changes: [{ change: { actions: ["delete"] } }] },
          ),
          error: "Error: Instance cannot be destroyed",
        },
      },
    });
    expect(planOf("dev-orders")).toMatchObject({
      status: "failed",
      error: "Error: Instance cannot be destroyed",
      applicable: false,
      counts: { delete: 1 },
      files: { plan: "plans/dev-orders.json" },
    });
    expect(JSON.parse(written.get("dev-orders") ?? "")).toMatchObject({ errored: true });
    expect(events.at(-1)).toMatchObject({
      kind: "finished",
      stack: "dev-orders",
      status: "failed",
      counts: { delete: 1 },
    });
  });
});

describe("a run of some stacks", () => {
  test("plans those alone, and foresees their upstreams from what was synthesized", async () => {
    const { index, stubIn } = await planning({}, { selected: ["dev-orders"] });
    expect(index.stacks.map(({ id }) => id)).toEqual(["dev-orders"]);
    expect(index.stacks[0]?.dependencies).toEqual(["dev-platform"]);
    expect(stubIn("dev-orders", "dev-platform")).toEqual({
      vpc_id: expect.stringMatching(/^vpc-/),
      topic_arn: expect.stringMatching(/^arn:aws:sns:/),
    });
  });
});

describe.each<PlanMode>([{ kind: "real" }, { kind: "endpoint", url: "http://127.0.0.1:4566" }])(
  "a run against states ($kind)",
  (mode) => {
    const network = (outputs: Record<string, JsonObject>): Plans => ({
      "dev-network": { json: planWith(outputs) },
    });

    test("reads an upstream whose outputs its plan does not change from its state, and may be applied", async () => {
      const plans = network({ vpc_id: unchanged("vpc-1"), cidr: unchanged("10.10.0.0/16") });
      const { stubIn, planOf, read } = await planning({ plans }, { mode });
      expect(stubIn("dev-platform", "dev-network")).toBeUndefined();
      expect(planOf("dev-platform")).toMatchObject({ stubs: [], notes: [], applicable: true });
      expect(read).toEqual([]);
    });

    test("stubs an upstream that was never applied, and may not be applied", async () => {
      const { stubIn, planOf } = await planning(
        { plans: network({ vpc_id: unknown, cidr: created("10.10.0.0/16") }) },
        { mode },
      );
      expect(stubIn("dev-platform", "dev-network")).toEqual({
        vpc_id: expect.stringMatching(/^vpc-/),
        cidr: "10.10.0.0/16",
      });
      expect(planOf("dev-platform")).toMatchObject({
        stubs: [{ upstream: "dev-network", because: "not-applied" }],
        applicable: false,
      });
    });

    test("stubs an applied upstream whose plan adds or changes an output, so that the ripple shows", async () => {
      const outputs = { vpc_id: unchanged("vpc-1"), cidr: created("10.20.0.0/16") };
      const { stubIn, planOf } = await planning({ plans: network(outputs) }, { mode });
      expect(stubIn("dev-platform", "dev-network")).toEqual({ vpc_id: "vpc-1", cidr: "10.20.0.0/16" });
      expect(planOf("dev-platform")).toMatchObject({
        stubs: [{ upstream: "dev-network", because: "outputs-change", placeholders: [] }],
        applicable: false,
      });
    });

    test("asks the state of an upstream that was not selected, once for all that depend on it", async () => {
      const states = { "dev-platform": state({ vpc_id: "vpc-1", topic_arn: "arn:aws:sns:eu-west-1:111111111111:t" }) };
      const { stubIn, planOf, read } = await planning({ states }, { mode, selected: ["dev-orders"] });
      expect(read).toEqual(["dev-platform"]);
      expect(stubIn("dev-orders", "dev-platform")).toBeUndefined();
      expect(planOf("dev-orders")).toMatchObject({ stubs: [], applicable: true });
    });

    test.each<[string, ReadOutputs, Record<string, unknown>]>([
      [
        "not-applied",
        state({}),
        { vpc_id: expect.stringMatching(/^vpc-/), topic_arn: expect.stringMatching(/^arn:aws:sns:/) },
      ],
      [
        "outputs-missing",
        state({ vpc_id: "vpc-1" }),
        { vpc_id: "vpc-1", topic_arn: expect.stringMatching(/^arn:aws:sns:/) },
      ],
      [
        "unreadable",
        { ok: false, error: "Error: no such bucket" },
        { vpc_id: expect.stringMatching(/^vpc-/), topic_arn: expect.stringMatching(/^arn:aws:sns:/) },
      ],
    ])("stubs an upstream that was not selected when it is %s", async (because, answer, outputs) => {
      const { stubIn, planOf } = await planning(
        { states: { "dev-platform": answer } },
        { mode, selected: ["dev-orders"] },
      );
      expect(stubIn("dev-orders", "dev-platform")).toEqual(outputs);
      expect(planOf("dev-orders")).toMatchObject({ stubs: [{ upstream: "dev-platform", because }], applicable: false });
    });

    test("says why a state could not be read", async () => {
      const states: Record<string, ReadOutputs> = { "dev-platform": { ok: false, error: "Error: no such bucket" } };
      const { planOf } = await planning({ states }, { mode, selected: ["dev-orders"] });
      expect(planOf("dev-orders").notes).toEqual([
        'The state of "dev-platform" could not be read: Error: no such bucket',
      ]);
    });

    test("uses the applied outputs of an upstream that failed, but may not be applied before it is mended", async () => {
      const { stubIn, planOf } = await planning(
        {
          plans: { "dev-platform": { error: "Error: no" } },
          states: { "dev-platform": state({ vpc_id: "vpc-1", topic_arn: "arn" }) },
        },
        { mode },
      );
      expect(stubIn("dev-orders", "dev-platform")).toBeUndefined();
      expect(planOf("dev-orders")).toMatchObject({
        stubs: [],
        notes: ['"dev-platform", which this stack depends on, could not be planned.'],
        applicable: false,
      });
    });
  },
);

describe("a run that ends early", () => {
  test("writes no index, and throws the reason", async () => {
    const controller = new AbortController();
    controller.abort(new Error("interrupted (SIGINT)"));
    await expect(planning({}, { signal: controller.signal })).rejects.toThrow("interrupted (SIGINT)");
  });
});
