import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readIfExists } from "../../adapters/files";
import { planFiles } from "../../adapters/terraform/plan-store";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import { synthesize } from "../../cli/synthesize";
import { readCatalogue } from "../../model/catalogue";
import { planStacks } from "../../operations/plan/planner";
import { readSynthesizedStacks } from "../../operations/plan/synthesized-stack";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import { viewOfPlan } from "../../policies/view/from-plan";
import { failuresIn } from "../../policies/witness/checkov";
import { CHECKOV_EQUIVALENTS, CHECKOV_EQUIVALENTS_IN_PLANS } from "../../policies/witness/checkov-equivalents";
import { CHECKOV_EXCEPTIONS, CHECKOV_EXCEPTIONS_IN_PLANS } from "../../policies/witness/checkov-exceptions";
import { explain } from "../../policies/witness/exception";
import type { Json } from "../../terraform-json/json";
import { ROOT, run, TODAY } from "./tools";

jest.setTimeout(300_000);

/** One stack of each kind, of production where there is one: what checkov reads in plans alone is in these. */
const PLANNED = ["main-bootstrap", "main-network", "main-platform", "main-registry", "prod-service-orders"];

const folder = mkdtempSync(join(tmpdir(), "checkov-plans-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let said: Json;
let planned: readonly string[];
const texts = new Map<string, string>();
const plans = join(folder, "plans");

beforeAll(async () => {
  const output = join(folder, "cdktf.out");
  synthesize(readCatalogue(join(ROOT, "catalogue")), output);
  const stacks = await readSynthesizedStacks((path) => readIfExists(join(output, path)));
  for (const { id, text } of stacks) texts.set(id, text);
  const written = join(folder, "infra");
  const mode = { kind: "offline" } as const;
  await withTerraform({ root: ROOT, output, folder: written, mode, note: () => undefined }, (terraform) =>
    planStacks(
      stacks,
      { mode, selected: new Set(PLANNED), parallel: 2 },
      { terraform, store: planFiles(written), progress: () => undefined },
    ),
  );
  for (const file of readdirSync(join(written, "plans")).filter((name) => name.endsWith(".json"))) {
    const id = file.replace(".json", "");
    if (!PLANNED.includes(id)) continue;
    mkdirSync(join(plans, id), { recursive: true });
    cpSync(join(written, "plans", file), join(plans, id, "tfplan.json"));
  }
  planned = readdirSync(plans).sort();
  const words = ["--framework", "terraform_plan", "--skip-download", "--compact", "--output", "json"];
  const { stdout, stderr } = run("checkov", ["--directory", ".", ...words], { cwd: plans });
  if (!stdout.trim()) throw new Error(`checkov printed nothing: ${stderr}`);
  said = JSON.parse(stdout) as Json;
});

describe("checkov on plans", () => {
  it("reads all of them", () => {
    expect(planned).toEqual(PLANNED);
  });

  it("finds nothing that is neither waived beside the resource nor explained", () => {
    const all = planned.flatMap((stack) => {
      // What is waived stands in the configuration; what an adopted module makes, in the plan alone.
      const { facts, resources, data } = viewOfConfiguration(stack, JSON.parse(texts.get(stack) ?? "{}"));
      const plan = viewOfPlan(stack, JSON.parse(readFileSync(join(plans, stack, "tfplan.json"), "utf8")));
      const inModules = plan.resources.filter(({ address }) => address.startsWith("module."));
      return [...resources, ...data, ...inModules].map((resource) => ({ stack, resource, facts }));
    });
    const failures = failuresIn(said);
    const equivalents = { ...CHECKOV_EQUIVALENTS, ...CHECKOV_EQUIVALENTS_IN_PLANS };
    const exceptions = [...CHECKOV_EXCEPTIONS, ...CHECKOV_EXCEPTIONS_IN_PLANS];
    expect(explain(failures, all, exceptions, equivalents, TODAY).unexplained).toEqual([]);
    expect(explain(failures, all, CHECKOV_EXCEPTIONS_IN_PLANS, equivalents, TODAY)).toMatchObject({
      unused: [],
      invalid: [],
    });
  });
});
