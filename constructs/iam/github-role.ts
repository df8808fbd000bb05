import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Waiver } from "../../policies/waiver";
import { waive } from "../waive";
import { GITHUB_AUDIENCE, GITHUB_ISSUER } from "./github-provider";
import { policyDocument, type Statement } from "./policy-document";

/** Which jobs on GitHub may take a role. Every condition must hold, and each names one value. */
export interface GitHubTrust {
  /**
   * Name of the statement, in CamelCase; those of one role differ.
   * @default "JobsTakeRole"
   */
  readonly sid?: string;
  /** ARN of the account's provider. */
  readonly providerArn: string;
  /** The number of the repository, which nobody else ever gets. */
  readonly repositoryId: number;
  /** The whole subject of the jobs' tokens. */
  readonly subject: string;
  /**
   * The branch that jobs run on, as `refs/heads/main`. The subject of a job that runs in an environment names none.
   * @default - any: the subject says enough
   */
  readonly ref?: string;
  /**
   * The workflow file that jobs are written in, with its branch, as tokens name it (`job_workflow_ref`).
   * @default - any
   */
  readonly workflow?: string;
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
 * @throws Error when the subject is not a whole one: a star in it would let in other jobs, or other repositories.
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
  if (!SUBJECT.test(subject))
    throw new Error(
      `the subject of a trust in GitHub is "${subject}"; name one environment, one branch or tag, or pull_request, without a star`,
    );
  const claim = (name: string) => `${GITHUB_ISSUER}:${name}`;
  return {
    sid,
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principals: { federated: providerArn },
    conditions: {
      StringEquals: {
        [claim("aud")]: GITHUB_AUDIENCE,
        [claim("sub")]: subject,
        [claim("repository_id")]: String(repositoryId),
        ...(ref && { [claim("ref")]: ref }),
        ...(workflow && { [claim("job_workflow_ref")]: workflow }),
        ...(region && { "aws:RequestedRegion": region }),
      },
    },
  };
}
