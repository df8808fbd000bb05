import { join } from "node:path";
import { explainPolicies, type PolicyFinding } from "../../policies/witness/parliament";
import { PARLIAMENT_EXCEPTIONS } from "../../policies/witness/parliament-exceptions";
import { policyTextsIn } from "../../policies/witness/policy-documents";
import { synthesizedStacks } from "../support/synthesized-stacks";
import { ROOT, run, TODAY } from "./tools";

function judge(texts: readonly string[]): readonly (readonly PolicyFinding[])[] {
  const script = join(ROOT, "scripts", "tools", "python", "judge_policies.py");
  const { status, stdout, stderr } = run("python", [script], { input: JSON.stringify(texts) });
  if (status !== 0) throw new Error(`parliament did not judge: ${stderr}`);
  return JSON.parse(stdout);
}

describe("parliament", () => {
  it("finds no unknown action, malformed ARN or mismatch in any policy, and every exception explains something", () => {
    const policies = policyTextsIn(synthesizedStacks());
    expect(policies.length).toBeGreaterThan(100);
    const findings = judge(policies.map(({ text }) => text));
    const judged = policies.map((policy, index) => ({ policy, findings: findings[index] ?? [] }));
    expect(explainPolicies(judged, PARLIAMENT_EXCEPTIONS, TODAY)).toEqual({ unexplained: [], unused: [], invalid: [] });
  });

  const planted = (Action: string, Resource: string, Condition = {}) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource, Condition }] });

  it.each([
    ["an action that there is not", planted("s3:GetObjekt", "arn:aws:s3:::a/*"), "UNKNOWN_ACTION"],
    ["a service that there is not", planted("s4:GetObject", "arn:aws:s3:::a/*"), "UNKNOWN_PREFIX"],
    ["a malformed ARN", planted("s3:GetObject", "arn:aws:s3::a"), "INVALID_ARN"],
    ["an action on something else", planted("s3:GetObject", "arn:aws:s3:::a"), "RESOURCE_MISMATCH"],
    [
      "a condition that the action does not know",
      planted("s3:GetObject", "arn:aws:s3:::a/*", { StringEquals: { "kms:ViaService": "a" } }),
      "UNKNOWN_CONDITION_FOR_ACTION",
    ],
  ])("is awake: %s", (_, text, issue) => {
    expect(judge([text])[0]?.map((finding) => finding.issue)).toContain(issue);
  });
});
