import { conditionsOn, isExact, isOpen } from "../../iam/conditions";
import { githubRole, JOB, role } from "../../iam/examples";
import { tokenTrustsIn } from "../../iam/oidc";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { Judgement, Rule } from "../../rule";
import { textIn } from "../../value";
import type { StackView } from "../../view/stack-view";

const { aud: _, ...withoutAudience } = JOB;

export const oidcTrustNamesItsAudience: Rule = {
  id: "oidc-trust-names-its-audience",
  what: "A role that tokens are exchanged for accepts one audience; tokens of GitHub are for sts.amazonaws.com.",
  why: "A token that was made for somebody else could be handed on to AWS.",
  fix: 'Add StringEquals on the provider\'s `aud`, for GitHub "sts.amazonaws.com".',
  severity: "critical",
  checks: [8],
  controls: ["NIST IA-2"],
  types: typesWithPolicies("trust"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const { resource, path, statement, isGithub } of tokenTrustsIn(view)) {
      const named = [":aud", ":app_id"].flatMap((key) => conditionsOn(statement, key)).filter(isExact);
      const wrong = named.flatMap(({ values }) => values).find((value) => textIn(value) !== "sts.amazonaws.com");
      if (named.length === 0) {
        yield { resource, path, answer: "violation", message: "accepts tokens for any audience" };
      } else if (named.some(isOpen)) {
        yield { resource, path, answer: "unknown", message: "the audience that it accepts is not known yet" };
      } else if (isGithub && wrong !== undefined) {
        yield { resource, path, answer: "violation", message: `accepts tokens for the audience ${textIn(wrong)}` };
      }
    }
  },
  passes: [{ shows: "a job's token for AWS", configuration: githubRole(JOB) }],
  fails: [
    { shows: "any audience", configuration: githubRole(withoutAudience) },
    { shows: "another audience", configuration: githubRole({ ...JOB, aud: "https://github.com/acme" }) },
    {
      shows: "people of anybody's pool of Cognito",
      configuration: {
        resource: role({
          Principal: { Federated: "cognito-identity.amazonaws.com" },
          Action: "sts:AssumeRoleWithWebIdentity",
        }),
      },
    },
    { shows: "a pattern", configuration: githubRole({ ...JOB, aud: "sts.*" }, "StringLike") },
  ],
};
