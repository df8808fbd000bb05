import { CORE_CONTENT_READS } from "../../../aws/iam-actions";
import { githubTrust, JOB, raw, role } from "../../iam/examples";
import { githubRolesIn, isForPullRequests } from "../../iam/github-roles";
import { covers, fits } from "../../iam/patterns";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { PolicyStatement } from "../../parse/policy-document";
import type { Judgement, Rule } from "../../rule";
import { textIn } from "../../value";
import type { StackView } from "../../view/stack-view";

export const pullRequestRoleReadsNoContent: Rule = {
  id: "pull-request-role-reads-no-content",
  what: "A role that pull requests take has an explicit Deny of reading what people and programs stored.",
  why: "The code of a pull request runs with the role: what it can read, whoever opens a pull request can read.",
  fix: "Add a Deny of the reads of content, on everything or on all but the states (NotResource).",
  severity: "critical",
  checks: [9],
  controls: ["NIST AC-6"],
  types: typesWithPolicies("trust"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const each of githubRolesIn(view).filter(isForPullRequests)) {
      const denials = each.permissions.statements.filter(isWide);
      const open = CORE_CONTENT_READS.filter((action) => !denials.some((denial) => denies(denial, action)));
      const [first, ...others] = open;
      if (first === undefined) continue;
      const at = { resource: each.resource, path: each.path };
      const what = others.length === 0 ? first : `${first} and ${others.length} more`;
      yield each.permissions.isWhole
        ? { ...at, answer: "violation", message: `lets pull requests take it, and does not deny ${what}` }
        : {
            ...at,
            answer: "unknown",
            message: `lets pull requests take it; whether it denies ${what} is not known here`,
          };
    }
  },
  passes: [
    {
      shows: "an explicit Deny, but for states",
      configuration: planRole({ Action: CORE_CONTENT_READS, ...butStates() }),
    },
    { shows: "patterns", configuration: planRole({ NotAction: ["ec2:Describe*", "s3:List*"], Resource: "*" }) },
    { shows: "a branch that nobody else writes to", configuration: { resource: role(githubTrust(JOB)) } },
  ],
  fails: [
    {
      shows: "no Deny",
      configuration: { resource: role(githubTrust({ ...JOB, sub: "repo:acme/infra:pull_request" })) },
    },
    { shows: "a Deny of some", configuration: planRole({ Action: ["s3:*", "kms:*"], Resource: "*" }) },
    {
      shows: "a Deny for one bucket",
      configuration: planRole({ Action: CORE_CONTENT_READS, Resource: "arn:aws:s3:::a/*" }),
    },
    {
      shows: "a Deny on a condition",
      configuration: planRole({
        Action: CORE_CONTENT_READS,
        Resource: "*",
        Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
      }),
    },
  ],
};

/** Whether a statement denies on everything, or on all but some, and always. */
const isWide = ({ effect, resources, notResources, conditions }: PolicyStatement): boolean =>
  effect === "Deny" && conditions.length === 0 && (notResources.length > 0 || resources.includes("*"));

const denies = ({ actions, notActions }: PolicyStatement, action: string): boolean =>
  notActions.length > 0 ? !notActions.some((pattern) => fits(textIn(pattern) ?? "*", action)) : covers(actions, action);

function planRole(denial: Readonly<Record<string, unknown>>): object {
  return {
    resource: {
      ...role(githubTrust({ ...JOB, sub: "repo:acme/infra:pull_request" })),
      aws_iam_role_policy: { a: { role: "a", policy: raw({ Effect: "Deny", ...denial }) } },
    },
  };
}

function butStates(): Readonly<Record<string, unknown>> {
  return { NotResource: ["arn:aws:s3:::state/*", "arn:aws:kms:eu-west-1:111111111111:key/1"] };
}
