import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Waiver } from "../../policies/waiver";
import { waive } from "../waive";
import { GITHUB_AUDIENCE, GITHUB_ISSUER } from "./github-provider";
import { oneOrMany, policyDocument, type Statement } from "./policy-document";

/** Which jobs on GitHub may take a role. Every condition must hold, and each names its values in full. */
export interface GitHubTrust {
  /**
   * Name of the statement, in CamelCase; those of one role differ.
   * @default "JobsTakeRole"
   */
  readonly sid?: string;
  /** ARN of the account's provider. */
  readonly providerArn: string;
  /** The number of the repository, which nobody else ever gets; or those of several, which their subjects name, too. */
  readonly repositoryId: number | readonly number[];
  /** The whole subject of the jobs' tokens; or several, of jobs of these repositories. */
  readonly subject: string | readonly string[];
  /**
   * The branch that jobs run on, as `refs/heads/main`. The subject of a job that runs in an environment names none.
   * @default - any: the subject says enough
   */
  readonly ref?: string;
  /**
   * The workflow file that jobs are written in, with its branch, as tokens name it (`job_workflow_ref`); or several, of
   * which each may go with each subject.
   * @default - any
   */
  readonly workflow?: string | readonly string[];
  /**
   * The region whose endpoint must be asked for the role.
   * @default - any
   */
  readonly region?: string;
}

export interface GitHubRoleProps {
  /** At most 64 characters. */
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  /** What it is for; shown in the console. */
  readonly description: string;
  /** Jobs that fit one of them take it. */
  readonly trusts: readonly GitHubTrust[];
  /** ARN of the policy that says what the role may do at most, whatever it is allowed. */
  readonly boundaryArn: string;
  /** ARNs of the managed policies that it has, by a short name of each. */
  readonly policies: Readonly<Record<string, string>>;
  /**
   * Why it has a managed policy all the same that a rule refuses, by the policy's short name.
   * @default - no rule refuses any
   */
  readonly waivers?: Readonly<Record<string, Waiver>>;
  /**
   * Its own policies, by name.
   * @default {}
   */
  readonly inline?: Readonly<Record<string, readonly Statement[]>>;
  /**
   * How long a session may last, in seconds: 3600 to 43200. Source: IAM API reference, CreateRole, `MaxSessionDuration`.
   * @default 3600
   */
  readonly sessionSeconds?: number;
  /**
   * What must be there first.
   * @default - nothing: the provider is made by another stack
   */
  readonly after?: readonly ITerraformDependable[];
}

/** IAM takes no less than an hour. */
const SHORTEST_SESSION = 3600;

/** A subject in full, in either form: a repository, then an environment, a branch or tag, or a pull request. */
const SUBJECT = /^repo:[^*?:]+:(environment:[^*?:]+|ref:refs\/(heads|tags)\/[^*?:]+|pull_request)$/;

/**
 * A role that jobs on GitHub take by the token that GitHub signs for them, for an hour or what is said; no key exists that
 * could be lost.
 *
 * @throws Error when a subject is not a whole one: a star in it would let in other jobs, or other repositories; and when
 * subjects that go together are of other repositories than those whose numbers do, or there is none.
 */
export class GitHubRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: GitHubRoleProps) {
    super(scope, id);
    const { name, path, description, trusts, boundaryArn, policies, waivers = {}, inline = {}, after = [] } = props;
    const role = new IamRole(this, "Resource", {
      name,
      path,
      description,
      assumeRolePolicy: policyDocument(trusts.map(jobsTakeRole)),
      permissionsBoundary: boundaryArn,
      maxSessionDuration: props.sessionSeconds ?? SHORTEST_SESSION,
      ...(after.length > 0 && { dependsOn: [...after] }),
    });
    for (const [policy, policyArn] of Object.entries(policies)) {
      const attachment = new IamRolePolicyAttachment(this, `has-${policy}`, { role: role.name, policyArn });
      const { [policy]: waiver } = waivers;
      if (waiver) waive(attachment, waiver);
    }
    for (const [policy, statements] of Object.entries(inline))
      new IamRolePolicy(this, policy, { name: policy, role: role.name, policy: policyDocument(statements) });
    this.arn = role.arn;
  }
}

/**
 * `StringEquals` throughout: `StringLike` would make a star in a value mean anything, and `ForAllValues` holds for a claim
 * that is missing. Source of the claims that IAM knows: IAM user guide, "Available keys for AWS OIDC federation".
 */
function jobsTakeRole({
  sid = "JobsTakeRole",
  providerArn,
  repositoryId,
  subject,
  ref,
  workflow,
  region,
}: GitHubTrust): Statement {
  const subjects = listOf(subject);
  const workflows = workflow === undefined ? undefined : listOf(workflow);
  const repositories = typeof repositoryId === "number" ? [repositoryId] : repositoryId;
  refuseLoopholes(subjects, repositories, workflows);
  const claim = (name: string) => `${GITHUB_ISSUER}:${name}`;
  return {
    sid,
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principals: { federated: providerArn },
    conditions: {
      StringEquals: {
        [claim("aud")]: GITHUB_AUDIENCE,
        [claim("sub")]: oneOrMany(subjects),
        [claim("repository_id")]: oneOrMany(repositories.map(String)),
        ...(ref && { [claim("ref")]: ref }),
        ...(workflows && { [claim("job_workflow_ref")]: oneOrMany(workflows) }),
        ...(region && { "aws:RequestedRegion": region }),
      },
    },
  };
}

function refuseLoopholes(
  subjects: readonly string[],
  ids: readonly number[],
  workflows: readonly string[] | undefined,
): void {
  const partial = subjects.find((subject) => !SUBJECT.test(subject));
  if (partial !== undefined)
    throw new Error(
      `the subject of a trust in GitHub is "${partial}"; name one environment, one branch or tag, or pull_request, without a star`,
    );
  const names = new Set(subjects.map((subject) => subject.split(":")[1] ?? ""));
  // Each number goes with each subject, so of several the subjects have to say which one is theirs.
  const isSaid = [...names].every((name) => ids.some((id) => name.endsWith(`@${id}`)));
  if (names.size > 1 && (names.size !== ids.length || !isSaid))
    throw new Error(
      `a trust in GitHub names subjects of ${[...names].join(" and ")}, and the numbers ${ids.join(", ")}; give each repository a trust of its own, or name all of them by their numbers in both`,
    );
  if (subjects.length === 0 || workflows?.length === 0)
    throw new Error("a trust in GitHub has an empty list of subjects or workflows; IAM would take it for a mistake");
}

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);
