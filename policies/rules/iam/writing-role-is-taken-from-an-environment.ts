import { DELIVERIES, KEY_USES } from "../../../aws/iam-actions";
import { isAmong, mayWrite } from "../../iam/access";
import { githubTrust, JOB, raw, role } from "../../iam/examples";
import { type GithubRole, githubRolesIn, isForPullRequests } from "../../iam/github-roles";
import { isReadOnly } from "../../iam/permissions";
import { typesWithPolicies } from "../../iam/policy-attributes";
import type { PolicyStatement } from "../../parse/policy-document";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn, type Value } from "../../value";
import type { StackView } from "../../view/stack-view";

/** Locks of states, which also a plan has to take. */
const isLock = (resource: Value): boolean =>
  (isUnknown(resource) ? resource.template : textIn(resource))?.endsWith(".tflock") ?? false;

export const writingRoleIsTakenFromAnEnvironment: Rule = {
  id: "writing-role-is-taken-from-an-environment",
  what: "A role on GitHub that changes more than locks is taken by jobs in an environment alone.",
  why: "An environment has reviewers and branches; the code of a branch or a pull request decides for itself what it runs.",
  fix: "Accept subjects that end with :environment:NAME, or take the permissions to write away.",
  severity: "critical",
  checks: [9],
  controls: ["NIST CM-5"],
  types: typesWithPolicies("trust"),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const each of githubRolesIn(view)) {
      const subject = each.subjects.find((text) => !/:environment:[^*?]+$/.test(text));
      if (subject === undefined) continue;
      const at = { resource: each.resource, path: each.path };
      const change = changeBy(each);
      if (change !== undefined) {
        yield { ...at, answer: "violation", message: `lets ${subject} take it, and allows ${change}` };
      } else if (!each.permissions.isWhole) {
        yield { ...at, answer: "unknown", message: `lets ${subject} take it, and has a policy that is not known here` };
      }
    }
  },
  passes: [
    { shows: "a deployment from an environment", configuration: jobs(JOB.sub, deploys()) },
    {
      shows: "a plan of a pull request, which takes locks",
      configuration: jobs("repo:acme/infra:pull_request", {
        Action: ["s3:PutObject", "s3:DeleteObject"],
        Resource: "arn:aws:s3:::state/*.tflock",
      }),
    },
    {
      shows: "an image from a branch",
      configuration: jobs("repo:acme/app:ref:refs/heads/develop", {
        Action: ["ecr:BatchGetImage", "ecr:PutImage"],
        Resource: "arn:aws:ecr:eu-west-1:111111111111:repository/dev/app",
      }),
    },
  ],
  fails: [
    {
      shows: "all policies in one resource",
      configuration: {
        resource: {
          ...role(githubTrust({ ...JOB, sub: "repo:acme@1001/infra@2002:pull_request" })),
          aws_iam_role_policy_attachments_exclusive: {
            a: { role_name: "a", policy_arns: ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"] },
          },
        },
      },
    },
    { shows: "a deployment from a branch", configuration: jobs("repo:acme/infra:ref:refs/heads/main", deploys()) },
    { shows: "a deployment from a pull request", configuration: jobs("repo:acme/infra:pull_request", deploys()) },
    {
      shows: "an image from a pull request",
      configuration: jobs("repo:acme/infra:pull_request", {
        Action: "ecr:PutImage",
        Resource: "arn:aws:ecr:eu-west-1:111111111111:repository/dev/app",
      }),
    },
    {
      shows: "a state written for a pull request",
      configuration: jobs("repo:acme/infra:pull_request", { Action: "s3:PutObject", Resource: "arn:aws:s3:::state/*" }),
    },
    {
      shows: "a policy of AWS that allows everything",
      configuration: {
        resource: {
          ...role(githubTrust({ ...JOB, sub: "repo:acme/infra:ref:refs/heads/main" })),
          aws_iam_role_policy_attachment: {
            a: { role: "${aws_iam_role.a.name}", policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
          },
        },
      },
    },
    {
      shows: "a managed policy of the same stack",
      configuration: {
        resource: {
          ...role(githubTrust({ ...JOB, sub: "repo:acme/infra:pull_request" })),
          aws_iam_policy: { a: { name: "a", policy: raw({ Effect: "Allow", ...deploys() }) } },
          aws_iam_role_policy_attachment: { a: { role: "a", policy_arn: "${aws_iam_policy.a.arn}" } },
        },
      },
    },
  ],
};

/** What a role changes beyond what its subjects may; undefined for nothing. */
function changeBy(each: GithubRole): string | undefined {
  const { statements, managed } = each.permissions;
  const strong = managed.find((arn) => !isReadOnly(arn));
  if (strong !== undefined) return `what ${strong} allows`;
  const harmless = isForPullRequests(each) ? KEY_USES : [...KEY_USES, ...DELIVERIES];
  for (const statement of statements) {
    const change = changeOf(statement, harmless);
    if (change !== undefined) return change;
  }
  return undefined;
}

function changeOf(
  { effect, actions, notActions, resources }: PolicyStatement,
  harmless: readonly string[],
): string | undefined {
  if (effect === "Deny" || (resources.length > 0 && resources.every(isLock))) return undefined;
  if (notActions.length > 0) return "all actions but some";
  return actions.map(textIn).find((action) => action === undefined || (mayWrite(action) && !isAmong(harmless, action)));
}

function jobs(sub: string | readonly string[] | undefined, statement: Readonly<Record<string, unknown>>): object {
  return {
    resource: {
      ...role(githubTrust({ ...JOB, ...(sub !== undefined && { sub }) })),
      aws_iam_role_policy: { a: { role: "${aws_iam_role.a.name}", policy: raw({ Effect: "Allow", ...statement }) } },
    },
  };
}

function deploys(): Readonly<Record<string, unknown>> {
  return { Action: "ecs:UpdateService", Resource: "arn:aws:ecs:eu-west-1:111111111111:service/dev/*" };
}
