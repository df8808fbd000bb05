import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RULES } from "../../policies/rules";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import { failuresIn, forCheckov, unreadIn } from "../../policies/witness/checkov";
import { CHECKOV_EQUIVALENTS } from "../../policies/witness/checkov-equivalents";
import { CHECKOV_EXCEPTIONS } from "../../policies/witness/checkov-exceptions";
import { explain } from "../../policies/witness/exception";
import type { Json, JsonObject } from "../../terraform-json/json";
import { synthesizedStacks } from "../support/synthesized-stacks";
import { run, TODAY } from "./tools";

const EXAMPLE = "example--";

const stacks = synthesizedStacks();
const examples = new Map<string, JsonObject>(
  RULES.filter(({ id }) => id in CHECKOV_EQUIVALENTS).flatMap((rule) =>
    rule.fails.map(({ configuration }, index) => [
      `${EXAMPLE}${rule.id}--${index}`,
      configuration as unknown as JsonObject,
    ]),
  ),
);

/** What checkov says of all stacks, and of what our rules refuse, in one run: it takes seconds to start. */
const said: Json = (() => {
  const folder = mkdtempSync(join(tmpdir(), "checkov-"));
  try {
    for (const [id, configuration] of [...stacks, ...examples]) {
      mkdirSync(join(folder, id));
      writeFileSync(join(folder, id, "cdk.tf.json"), JSON.stringify(forCheckov(configuration), null, 2));
    }
    const words = ["--framework", "terraform_json", "--skip-download", "--compact", "--output", "json"];
    const { stdout, stderr } = run("checkov", ["--directory", ".", ...words], { cwd: folder });
    if (!stdout.trim()) throw new Error(`checkov printed nothing: ${stderr}`);
    return JSON.parse(stdout) as Json;
  } finally {
    rmSync(folder, { recursive: true });
  }
})();

const failures = failuresIn(said);

describe("checkov", () => {
  it("reads every stack", () => {
    expect(unreadIn(said).filter((stack) => !stack.startsWith(EXAMPLE))).toEqual([]);
  });

  it("finds nothing that is neither waived beside the resource nor explained, and every explanation explains something", () => {
    const all = [...stacks].flatMap(([stack, configuration]) => {
      const { facts, resources, data } = viewOfConfiguration(stack, configuration);
      return [...resources, ...data].map((resource) => ({ stack, resource, facts }));
    });
    const own = failures.filter(({ stack }) => !stack.startsWith(EXAMPLE));
    expect(explain(own, all, CHECKOV_EXCEPTIONS, CHECKOV_EQUIVALENTS, TODAY)).toEqual({
      unexplained: [],
      unused: [],
      invalid: [],
    });
  });
});

describe("a check of checkov that a waiver of our rule covers is one that refuses what the rule refuses", () => {
  it.each(Object.entries(CHECKOV_EQUIVALENTS))("%s", (rule, checks) => {
    expect(RULES.map(({ id }) => id)).toContain(rule);
    const refused = failures.filter(({ stack }) => stack.startsWith(`${EXAMPLE}${rule}--`)).map(({ check }) => check);
    expect(checks.filter((check) => !refused.includes(check))).toEqual([]);
  });
});
