import { conditionsOn, isExact } from "../../iam/conditions";
import { githubRole, JOB } from "../../iam/examples";
import { oidcTrustsIn, subjectsOf } from "../../iam/oidc";
import { shown } from "../../iam/patterns";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import type { StackView } from "../../view/stack-view";

/** An owner and a repository by their names, or each by name and number, as newer repositories are named. */
const REPOSITORY = String.raw`(?:[A-Za-z0-9-]+\/[\w.-]+|[A-Za-z0-9-]+@\d+\/[\w.-]+@\d+)`;
const JOBS = String.raw`(?:environment:[^*?]+|ref:refs\/(?:heads|tags)\/[^*?]+|pull_request)`;

/**
 * A whole subject of a job on GitHub. Source: GitHub documentation, "OpenID Connect reference", in its older form and in
 * the immutable one of repositories that were made or renamed since July 2026.
 */
const SUBJECT = new RegExp(`^repo:${REPOSITORY}:${JOBS}$`);

const { sub: _, ...withoutSubject } = JOB;

export const oidcTrustNamesItsSubject: Rule = {
  id: "oidc-trust-names-its-subject",
  what: "A role that tokens are exchanged for accepts whole subjects: for GitHub one repository, and an environment, a branch, a tag or pull requests.",
  why: "With a part of a subject, or a star in it, jobs of other repositories or branches take the role, strangers' among them.",
  fix: "Add StringEquals on `sub` with whole subjects, such as repo:OWNER/NAME:environment:ENVIRONMENT.",
  severity: "critical",
  checks: [8],
  controls: ["NIST AC-3"],
  types: typesWithPolicies("trust"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const trust of oidcTrustsIn(view)) {
      const at = { resource: trust.resource, path: trust.path };
      if (!conditionsOn(trust.statement, ":sub").some(isExact)) {
        yield { ...at, answer: "violation", message: "accepts tokens without naming whole subjects" };
      }
      for (const subject of subjectsOf(trust)) {
        const text = textIn(subject);
        if (isUnknown(subject) && !subject.template?.includes("*")) {
          yield { ...at, answer: "unknown", message: "the subject that it accepts is not known yet" };
        } else if (trust.isGithub ? !SUBJECT.test(text ?? "") : /[*?]/.test(text ?? "*")) {
          yield { ...at, answer: "violation", message: `accepts ${shown(subject)}, which is no whole subject` };
        }
      }
    }
  },
  passes: [
    { shows: "an environment of a repository, by numbers", configuration: githubRole(JOB) },
    {
      shows: "a branch, a tag and an environment by names",
      configuration: githubRole({
        ...JOB,
        sub: [
          "repo:acme/infra:ref:refs/heads/main",
          "repo:acme/infra:ref:refs/tags/v1.0.0",
          "repo:acme/infra.tf:environment:prod",
        ],
      }),
    },
    { shows: "no token at all", configuration: { resource: { aws_iam_role: { a: { path: "/a/" } } } } },
  ],
  fails: [
    { shows: "no subject", configuration: githubRole(withoutSubject) },
    { shows: "any job of a repository", configuration: githubRole({ ...JOB, sub: "repo:acme/infra:*" }, "StringLike") },
    { shows: "any repository", configuration: githubRole({ ...JOB, sub: "repo:acme/*:environment:dev" }) },
    { shows: "a repository alone", configuration: githubRole({ ...JOB, sub: "repo:acme/infra" }) },
    { shows: "numbers by half", configuration: githubRole({ ...JOB, sub: "repo:acme@1/infra:environment:dev" }) },
    { shows: "a token that may lack one", configuration: githubRole(JOB, "StringEqualsIfExists") },
    {
      shows: "a star beside a reference",
      configuration: githubRole({ ...JOB, sub: "repo:${var.owner}/*:environment:dev" }),
    },
  ],
};
