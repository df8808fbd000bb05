import { toHtml } from "../../../operations/report/html/to-html";
import { toJson } from "../../../operations/report/json/to-json";
import { toMarkdown } from "../../../operations/report/markdown/to-markdown";
import type { StackPlan } from "../../../operations/report/read/stack-plan";
import { reportOf } from "../../../operations/report/report-of";
import { TOKENS } from "./secrets/fakes";
import { aPlan, firstOf, planned, resource } from "./support";

const TOKEN = String(TOKENS["a GitHub personal token"]);
const OF_JOB = "Zq7-of-the-job";
const GONE = "(looks like a secret)";

const reported = (plan: StackPlan, secrets: readonly string[] = []) => reportOf([planned("stack", plan)], secrets);
const contentOf = (plan: StackPlan, secrets?: readonly string[]) => firstOf(reported(plan, secrets)).content;

/** Everything that anybody gets to see of a plan. */
function formsOf(plan: StackPlan, secrets?: readonly string[]): string {
  const report = reported(plan, secrets);
  return [toMarkdown(report), toHtml(report), JSON.stringify(toJson(report))].join("\n");
}

/** A plan in which a text stands in every place that is no value. */
function planWith(key: string): StackPlan {
  const at = (type: string) => `${type}.a["${key}"]`;
  const change = { before: { m: { [key]: 1, x: 1 } }, after: { m: { [key]: 2, x: 2 } }, replace_paths: [["m", key]] };
  const moved = (actions: readonly string[]) => ({
    ...resource(at(`aws_${actions[0]}`), actions, change),
    previous_address: at("aws_b"),
  });
  const invocation = {
    address: at("action.aws_c"),
    lifecycle_action_trigger: { triggering_resource_address: at("aws_d"), action_trigger_event: "after_create" },
  };
  return aPlan({
    resource_changes: [moved(["update"]), moved(["delete", "create"]), moved(["forget"]), moved(["no-op"])],
    resource_drift: [moved(["update"])],
    deferred_changes: [{ reason: "absent_prereq", resource_change: moved(["create"]) }],
    deferred_action_invocations: [{ reason: "absent_prereq", action_invocation: invocation }],
    action_invocations: [invocation],
    output_changes: { o: { actions: ["update"], after_unknown: true } },
    configuration: { root_module: { outputs: { o: { expression: { references: [`${at("aws_e")}.id`] } } } } },
    checks: [
      { address: { to_display: at("aws_f") }, status: "fail", instances: [] },
      {
        address: { to_display: "aws_g.a" },
        status: "fail",
        instances: [{ address: { to_display: at("aws_g") }, status: "fail", problems: [{ message: `is ${key}` }] }],
      },
    ],
  });
}

it.each([
  ["a token", TOKEN, []],
  ["a secret of the job", OF_JOB, [OF_JOB]],
])("%s in the key of an instance, or of a map, is shown in no form", (_, key, secrets) => {
  expect(formsOf(planWith("a-key"))).toContain("a-key");
  expect(formsOf(planWith(key), secrets)).not.toContain(key);
});

it("what stands around a token in an address stays readable", () => {
  const changes = contentOf(planWith(TOKEN))?.changes ?? [];
  expect(changes.map(({ address, previousAddress }) => [address, previousAddress])).toEqual(
    ["aws_update", "aws_delete", "aws_forget", "aws_no-op"].map((type) => [
      `${type}.a["${GONE}"]`,
      `aws_b.a["${GONE}"]`,
    ]),
  );
});

it("a key inside what is hidden does not stand in what forces the replacement", () => {
  const secret = "Zq7wK2pLx9";
  const change = {
    before: { m: { [secret]: 1 }, password: secret },
    after: { m: { [secret]: 2 }, password: secret },
    after_sensitive: { password: true },
    replace_paths: [["m", secret], ["m", "other"], ["n"]],
  };
  const plan = aPlan({ resource_changes: [resource("aws_x.a", ["delete", "create"], change)] });
  expect(contentOf(plan)?.changes[0]?.replacePaths).toEqual(["m", "n"]);
  expect(formsOf(plan)).not.toContain(secret);
});

describe("the id of an import", () => {
  const importIdOf = (id: string, sides: object, secrets?: readonly string[]) => {
    const plan = aPlan({ resource_changes: [resource("aws_x.a", ["update"], { ...sides, importing: { id } })] });
    return contentOf(plan, secrets)?.changes[0]?.importId;
  };
  const hidden = { kind: "sensitive", suspected: true };

  it.each([
    [
      "is the secret that Terraform marks before",
      { before: { result: "hunter2x" }, before_sensitive: { result: true } },
    ],
    ["is the secret that Terraform marks after", { after: { result: "hunter2x" }, after_sensitive: { result: true } }],
    ["is what looks like a secret", { after: { password: "hunter2x" } }],
  ])("is hidden when it %s", (_, sides) => {
    expect(importIdOf("hunter2x", sides)).toEqual(hidden);
    expect(importIdOf("db/hunter2x", sides)).toEqual(hidden);
    expect(importIdOf("db/other", sides)).toEqual({ kind: "value", value: "db/other" });
  });

  it("is shown without a secret of the job", () => {
    expect(importIdOf(`db/${OF_JOB}`, {}, [OF_JOB])).toEqual({ kind: "value", value: "db/(a secret of this job)" });
  });
});

it("two values that differ in nothing but secrets of the job are said to change, hidden", () => {
  const other = "Zq8-of-the-job";
  const change = { before: { a: `x ${OF_JOB}`, b: [OF_JOB] }, after: { a: `x ${other}`, b: other } };
  const plan = aPlan({ resource_changes: [resource("aws_x.a", ["update"], change)] });
  const sensitive = { kind: "sensitive", suspected: true };
  expect(contentOf(plan, [OF_JOB, other])?.changes[0]?.attributes).toEqual([
    { path: "a", before: sensitive, after: sensitive, forcesReplacement: false },
    {
      path: "b",
      before: { kind: "value", value: ["(a secret of this job)"] },
      after: { kind: "value", value: "(a secret of this job)" },
      forcesReplacement: false,
    },
  ]);
});
