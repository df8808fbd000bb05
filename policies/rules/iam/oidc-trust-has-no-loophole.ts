import { githubRole, JOB } from "../../iam/examples";
import { oidcTrustsIn } from "../../iam/oidc";
import { shown } from "../../iam/patterns";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import type { StackView } from "../../view/stack-view";

export const oidcTrustHasNoLoophole: Rule = {
  id: "oidc-trust-has-no-loophole",
  what: "No condition on a token holds for a claim that is missing, or for more than one value by a star.",
  why: "ForAllValues and IfExists hold for tokens without the claim; a star lets in what nobody thought of.",
  fix: "Use StringEquals, and list the values.",
  severity: "critical",
  checks: [8],
  controls: ["NIST AC-3"],
  types: typesWithPolicies("trust"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const { resource, path, statement } of oidcTrustsIn(view)) {
      for (const { operator, key, values } of statement.conditions) {
        const star = values.find((value) => (isUnknown(value) ? value.template : textIn(value))?.includes("*"));
        if (/^ForAllValues:/i.test(operator) || /IfExists$/i.test(operator)) {
          const message = `the condition ${operator} on ${key} holds for a token without the claim`;
          yield { resource, path, answer: "violation", message };
        }
        if (star !== undefined) {
          yield { resource, path, answer: "violation", message: `the condition on ${key} holds for ${shown(star)}` };
        }
      }
    }
  },
  passes: [{ shows: "values by name", configuration: githubRole(JOB) }],
  fails: [
    { shows: "all values", configuration: githubRole(JOB, "ForAllValues:StringEquals") },
    { shows: "if there is one", configuration: githubRole(JOB, "StringEqualsIfExists") },
    { shows: "a star", configuration: githubRole({ ...JOB, job_workflow_ref: "acme/infra/*" }, "StringLike") },
  ],
};
