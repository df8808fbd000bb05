import { conditionsOn, isExact } from "../../iam/conditions";
import { githubRole, JOB } from "../../iam/examples";
import { oidcTrustsIn } from "../../iam/oidc";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { Judgement, Rule } from "../../rule";
import { isUnknown } from "../../value";
import type { StackView } from "../../view/stack-view";

const { repository_id: _, ...withoutRepository } = JOB;

export const oidcTrustNamesItsRepository: Rule = {
  id: "oidc-trust-names-its-repository",
  what: "A role that jobs on GitHub take accepts those of a repository that is named by its number.",
  why: "A name can be given up and taken by a stranger, who then has the role; a number never is given twice.",
  fix: "Add StringEquals on `repository_id` with the number of the repository.",
  severity: "high",
  checks: [8],
  controls: ["NIST IA-2"],
  types: typesWithPolicies("trust"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const { resource, path, statement, isGithub } of oidcTrustsIn(view)) {
      if (!isGithub) continue;
      const values = conditionsOn(statement, ":repository_id")
        .filter(isExact)
        .flatMap((each) => each.values);
      if (values.length === 0) {
        yield { resource, path, answer: "violation", message: "accepts a repository by its name alone" };
      } else if (values.some((value) => !isUnknown(value) && !/^\d+$/.test(String(value)))) {
        yield { resource, path, answer: "violation", message: "names a repository by something that is no number" };
      }
    }
  },
  passes: [{ shows: "a number", configuration: githubRole(JOB) }],
  fails: [
    { shows: "a name alone", configuration: githubRole(withoutRepository) },
    { shows: "a pattern", configuration: githubRole({ ...JOB, repository_id: "*" }) },
    { shows: "a number that a token may lack", configuration: githubRole(JOB, "StringEqualsIfExists") },
  ],
};
