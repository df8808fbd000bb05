import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { readIfExists } from "../../adapters/files";
import { planFiles } from "../../adapters/terraform/plan-store";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import type { IndexedStack, PlanIndex } from "../../operations/plan/plan-index";
import { planStacks } from "../../operations/plan/planner";
import type { PlanEvent } from "../../operations/plan/ports";
import { readSynthesizedStacks, type SynthesizedStack } from "../../operations/plan/synthesized-stack";
import { TELL_FINDINGS } from "../../stacks/base-stack";
import { at, type Json, type JsonObject, listOf } from "../../terraform-json/json";
import { buildChainedStacks } from "./chained-stacks";

jest.setTimeout(600_000);

const root = realpathSync(mkdtempSync(join(tmpdir(), "plan-")));
const output = join(root, "cdktf.out");
afterAll(() => rmSync(root, { recursive: true, force: true }));

const offline = { kind: "offline" } as const;
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const json = (path: string): JsonObject => JSON.parse(read(path)) as JsonObject;

const stacks = (): Promise<readonly SynthesizedStack[]> =>
  readSynthesizedStacks((path) => readIfExists(join(output, path)));

interface RunOptions {
  readonly folder: string;
  readonly select?: (id: string) => boolean;
  readonly attach?: boolean;
  readonly signal?: AbortSignal;
  readonly progress?: (event: PlanEvent) => void;
  readonly notes?: string[];
}

/** Plans as `infra plan --offline` does. */
async function run({
  folder,
  select = () => true,
  attach = true,
  signal,
  progress = () => undefined,
  notes = [],
}: RunOptions) {
  const all = await stacks();
  const written = join(root, folder);
  const ending = signal ? { signal } : {};
  const options = { root: process.cwd(), output, folder: written, mode: offline, attach, ...ending };
  return withTerraform({ ...options, note: (text) => notes.push(text) }, (terraform) =>
    planStacks(
      all,
      { mode: offline, selected: new Set(all.map(({ id }) => id).filter(select)), parallel: 2, ...ending },
      { terraform, store: planFiles(written), progress },
    ),
  );
}

/** The provider processes that this process has started and that still run. */
const providers = (): string[] =>
  execFileSync("ps", ["-A", "-o", "ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes("terraform-provider"));

/** Everything below a folder, by path. */
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );

describe("planning an app offline with the real Terraform and provider", () => {
  let index: PlanIndex;
  let synthesized: Record<string, string>;
  const notes: string[] = [];

  beforeAll(async () => {
    const app = new App({
      outdir: output,
      context: { cdktfRelativeModules: ["./modules/alarm-topic"], [TELL_FINDINGS]: true },
    });
    buildChainedStacks(app);
    app.synth();
    synthesized = contents(output);
    index = await run({ folder: "first", notes });
    cpSync(join(root, "first", "plans"), join(root, "kept"), { recursive: true });
  });

  const planOf = (id: string): IndexedStack => index.stacks.find((plan) => plan.id === id) as IndexedStack;
  const resource = (id: string, address: string): JsonObject =>
    listOf(json(`first/plans/${id}.json`).resource_changes).find(
      (change) => at(change, "address") === address,
    ) as JsonObject;
  const planned = (id: string, address: string, attribute: string): Json | undefined =>
    at(resource(id, address), "change", "after", attribute);

  test("plans every stack but the one that is wrong", () => {
    expect(index.stacks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      "dev-adopted planned",
      "dev-asking failed",
      "dev-broken failed",
      "dev-network planned",
      "dev-platform planned",
      "dev-service-orders planned",
      "dev-service-unlucky planned",
      "dev-service-users planned",
      "dev-sites planned",
    ]);
    expect(index.stacks.filter(({ applicable }) => applicable)).toEqual([]);
  });

  test("counts the changes, those of an HCL module among them", () => {
    const counts = { update: 0, replace: 0, delete: 0, forget: 0, read: 0, import: 0, move: 0, drift: 0, other: 0 };
    expect(planOf("dev-network")).toMatchObject({ hasChanges: true, counts: { ...counts, create: 6, output: 3 } });
    expect(planOf("dev-service-orders")).toMatchObject({ counts: { ...counts, create: 3, output: 0 } });
  });

  test("says where the provider came from", () => {
    expect(notes).toEqual([expect.stringMatching(/^provider registry\.terraform\.io\/hashicorp\/aws 5\.100\.0 from /)]);
  });

  test("shows downstream what an upstream's plan knows, and tells two unknown subnets apart", () => {
    const [first, second, ...others] = listOf(planned("dev-platform", "aws_lb.lb", "subnets"));
    expect([first, second]).toEqual([1, 2].map(() => expect.stringMatching(/^subnet-[0-9a-f]{17}$/)));
    expect(first).not.toBe(second);
    expect(others).toEqual([]);
    expect(at(json("first/plans/dev-platform.json"), "prior_state", "values", "root_module", "resources")).toEqual([
      expect.objectContaining({
        address: "data.terraform_remote_state.dev-network",
        values: expect.objectContaining({ outputs: expect.objectContaining({ cidr: "10.10.0.0/16" }) }),
      }),
    ]);
  });

  test("hands a placeholder on through a stack in between, and still tells whose it is", () => {
    const vpcId = planned("dev-service-orders", "aws_security_group.group", "vpc_id");
    expect(vpcId).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(planOf("dev-service-orders").stubs).toEqual([
      {
        upstream: "dev-platform",
        because: "offline",
        placeholders: expect.arrayContaining([
          { value: vpcId, stack: "dev-network", output: "vpc_id" },
          {
            value: planned("dev-service-orders", "aws_sns_topic_subscription.subscription", "topic_arn"),
            stack: "dev-platform",
            output: "topic_arn",
          },
        ]),
      },
    ]);
  });

  test("reports a failed stack in Terraform's own words, and plans what depends on it all the same", () => {
    expect(planOf("dev-broken")).toMatchObject({
      status: "failed",
      error: expect.stringMatching(
        /^Error: expected visibility_timeout_seconds to be in the range \(0 - 43200\), got 1000000\n\n {2}with aws_sqs_queue\.refused,/,
      ),
    });
    expect(planOf("dev-service-unlucky")).toMatchObject({
      status: "planned",
      notes: ['"dev-broken", which this stack depends on, could not be planned.'],
    });
    expect(planned("dev-service-unlucky", "aws_sns_topic_subscription.subscription", "topic_arn")).toMatch(
      /^arn:aws:sns:eu-west-1:111111111111:planned-/,
    );
  });

  test("never asks AWS: a stack that does fails at once", () => {
    expect(planOf("dev-asking")).toMatchObject({
      error: expect.stringContaining("127.0.0.1:9: connect: connection refused"),
    });
  });

  test("plans a stack with several provider configurations, one of which assumes a role, each with its own tags", () => {
    expect(planned("dev-sites", "aws_sqs_queue.here", "tags_all")).toMatchObject({ owner: "platform" });
    expect(planned("dev-sites", "aws_sqs_queue.there", "tags_all")).toEqual({ where: "us-east-1" });
  });

  test("leaves an import out of the plan, and says so", () => {
    expect(at(resource("dev-adopted", "aws_sqs_queue.adopted"), "change", "actions")).toEqual(["create"]);
    expect(planOf("dev-adopted").notes).toEqual([
      "Imports are not planned without AWS, so these show as created: aws_sqs_queue.adopted. They will be imported.",
    ]);
  });

  test("plans what was synthesized, byte for byte, and leaves that folder as it was", async () => {
    for (const { id, text } of await stacks()) {
      if (id !== "dev-adopted") expect(read(`first/scratch/${id}/cdk.tf.json`)).toBe(text);
    }
    expect(contents(output)).toEqual(synthesized);
  });

  test("keeps the plan file beside the stack", () => {
    for (const plan of index.stacks) {
      if (plan.status === "planned") expect(existsSync(join(root, "first", plan.files.saved))).toBe(true);
    }
  });

  test("leaves no provider process behind", () => {
    expect(providers()).toEqual([]);
  });

  test("a second run initializes nothing again, and writes the same bytes", async () => {
    const setUp = () =>
      index.stacks.map(({ id }) => statSync(join(root, "first", "scratch", id, ".terraform", "infra-stamp")).mtimeMs);
    const before = setUp();
    await run({ folder: "first" });
    expect(setUp()).toEqual(before);
    expect(contents(join(root, "first", "plans"))).toEqual(contents(join(root, "kept")));
  });

  test("without shared provider processes writes the same bytes, from another folder", async () => {
    const some = ["dev-network", "dev-platform", "dev-service-users", "dev-sites"];
    await run({ folder: "apart", attach: false, select: (id) => some.includes(id) });
    for (const id of some) expect(read(`apart/plans/${id}.json`)).toBe(read(`kept/${id}.json`));
  });

  test("a run that is interrupted ends what it started, and leaves the last whole run's plans", async () => {
    const index = join(root, "first", "plans", "index.json");
    const before = readFileSync(index, "utf8");
    const controller = new AbortController();
    const interrupted = run({
      folder: "first",
      signal: controller.signal,
      progress: ({ kind, stack }) => {
        if (kind === "started" && stack === "dev-platform")
          setTimeout(() => controller.abort(new Error("interrupted (SIGINT)")), 500);
      },
    });
    await expect(interrupted).rejects.toThrow("interrupted (SIGINT)");
    expect(providers()).toEqual([]);
    expect(readFileSync(index, "utf8")).toBe(before);
  });

  test("validation finds what is wrong with a stack, and nothing with the others", async () => {
    const found = await withTerraform(
      { root: process.cwd(), output, folder: join(root, "first"), mode: offline, note: () => undefined },
      async (terraform) => {
        const diagnostics: Record<string, unknown> = {};
        for (const stack of await stacks()) diagnostics[stack.id] = await terraform.validate(stack);
        return diagnostics;
      },
    );
    const { "dev-broken": broken, ...others } = found;
    expect(broken).toEqual([
      {
        severity: "error",
        summary: "expected visibility_timeout_seconds to be in the range (0 - 43200), got 1000000",
        detail: "",
        context: "resource.aws_sqs_queue.refused",
      },
    ]);
    expect(Object.values(others).flat()).toEqual([]);
  });
});
