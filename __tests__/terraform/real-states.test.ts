import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readIfExists } from "../../adapters/files";
import { planFiles } from "../../adapters/terraform/plan-store";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import type { IndexedStack } from "../../operations/plan/plan-index";
import { planStacks } from "../../operations/plan/planner";
import { readSynthesizedStacks } from "../../operations/plan/synthesized-stack";
import { at, type Json, type JsonObject, listOf } from "../../terraform-json/json";

jest.setTimeout(120_000);

const root = realpathSync(mkdtempSync(join(tmpdir(), "real-states-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const real = { kind: "real" } as const;

/** An expression as it stands in a Terraform string. */
const tf = (expression: string): string => `\${${expression}}`;

/** A stack of another app, with its state in a file and a resource that Terraform itself has. */
const stack = (id: string, sections: JsonObject): JsonObject => ({
  terraform: { backend: { local: { path: join(root, `${id}.tfstate`) } } },
  ...sections,
});

/** Two stacks: the second reads what the first makes up when it is applied. */
function synthesize(greeting: string): void {
  const app: Record<string, JsonObject> = {
    first: stack("first", {
      resource: { terraform_data: { made: { input: "x" } } },
      output: { made_id: { value: tf("terraform_data.made.id") }, greeting: { value: greeting } },
    }),
    second: stack("second", {
      data: { terraform_remote_state: { first: { backend: "local", config: { path: join(root, "first.tfstate") } } } },
      resource: {
        terraform_data: {
          reader: {
            input: [
              tf("data.terraform_remote_state.first.outputs.made_id"),
              tf("data.terraform_remote_state.first.outputs.greeting"),
            ],
          },
        },
      },
    }),
  };
  const output = join(root, "cdktf.out");
  for (const [id, configuration] of Object.entries(app)) {
    mkdirSync(join(output, "stacks", id), { recursive: true });
    writeFileSync(join(output, "stacks", id, "cdk.tf.json"), JSON.stringify(configuration));
  }
  const stacks = Object.keys(app).map((id) => [
    id,
    {
      name: id,
      constructPath: id,
      dependencies: [],
      synthesizedStackPath: `stacks/${id}/cdk.tf.json`,
      workingDirectory: `stacks/${id}`,
    },
  ]);
  writeFileSync(
    join(output, "manifest.json"),
    JSON.stringify({ version: "0.21.0", stacks: Object.fromEntries(stacks) }),
  );
}

async function plan(...selected: string[]) {
  const output = join(root, "cdktf.out");
  const folder = join(root, ".infra");
  const all = await readSynthesizedStacks((path) => readIfExists(join(output, path)));
  const index = await withTerraform(
    { root: process.cwd(), output, folder, mode: real, note: () => undefined },
    (terraform) =>
      planStacks(
        all,
        { mode: real, selected: new Set(selected), parallel: 1 },
        { terraform, store: planFiles(folder), progress: () => undefined },
      ),
  );
  return (id: string): IndexedStack => index.stacks.find((found) => found.id === id) as IndexedStack;
}

/** What the second stack was planned with. */
function input(): readonly Json[] {
  const text = readFileSync(join(root, ".infra", "plans", "second.json"), "utf8");
  const [change] = listOf(at(JSON.parse(text) as JsonObject, "resource_changes"));
  return listOf(at(change, "change", "after", "input"));
}

const apply = (id: string): string =>
  execFileSync("terraform", ["apply", "-input=false", "-no-color", "tfplan"], {
    cwd: join(root, ".infra", "scratch", id),
    encoding: "utf8",
    env: { PATH: process.env.PATH, CHECKPOINT_DISABLE: "1" },
  });

/** One story, told in order: each test goes on from the states that the one before left. */
describe("planning against states", () => {
  const placeholder = expect.stringMatching(/^planned-[0-9a-f]{17}$/);

  test("foresees an upstream that was never applied", async () => {
    synthesize("hello");
    const planOf = await plan("first", "second");
    expect(planOf("first")).toMatchObject({ hasChanges: true, applicable: true, stubs: [] });
    expect(planOf("second")).toMatchObject({
      applicable: false,
      stubs: [{ upstream: "first", because: "not-applied", placeholders: [{ stack: "first", output: "made_id" }] }],
    });
    expect(input()).toEqual([placeholder, "hello"]);
  });

  test("foresees it too when it is not planned along, because its state is not there", async () => {
    const planOf = await plan("second");
    expect(planOf("second")).toMatchObject({
      applicable: false,
      stubs: [{ upstream: "first", because: "not-applied" }],
    });
    expect(input()).toEqual([placeholder, "hello"]);
  });

  test("reads an upstream that was applied from the saved plan, and may then be applied itself", async () => {
    await plan("first", "second");
    expect(apply("first")).toContain("1 added, 0 changed, 0 destroyed");
    const planOf = await plan("first", "second");
    expect(planOf("first")).toMatchObject({ hasChanges: false, applicable: true });
    expect(planOf("second")).toMatchObject({ hasChanges: true, applicable: true, stubs: [], notes: [] });
    expect(input()).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), "hello"]);
  });

  test("reads it from its state when it is not planned along", async () => {
    const planOf = await plan("second");
    expect(planOf("second")).toMatchObject({ applicable: true, stubs: [] });
    expect(apply("second")).toContain("1 added, 0 changed, 0 destroyed");
  });

  test("shows the ripple of an output that an upstream's plan changes", async () => {
    synthesize("good evening");
    const planOf = await plan("first", "second");
    expect(planOf("first")).toMatchObject({ hasChanges: true, counts: { output: 1 } });
    expect(planOf("second")).toMatchObject({
      hasChanges: true,
      counts: { update: 1 },
      applicable: false,
      stubs: [{ upstream: "first", because: "outputs-change", placeholders: [] }],
    });
    expect(input()).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), "good evening"]);
  });
});
