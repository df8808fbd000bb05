import { ActionsEnvironmentVariable } from "@cdktf/provider-github/lib/actions-environment-variable";
import { RepositoryEnvironment } from "@cdktf/provider-github/lib/repository-environment";
import { RepositoryEnvironmentDeploymentPolicy } from "@cdktf/provider-github/lib/repository-environment-deployment-policy";
import { Token } from "cdktf";
import { Construct } from "constructs";

export interface EnvironmentProps {
  /** A reference to the repository's name. */
  readonly repository: string;
  readonly name: string;
  /** What it is for, and who demands its approval; for readers of what is synthesized. */
  readonly purpose: string;
  /** Branches and tags whose jobs may use it, as names or patterns. */
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  /**
   * Teams of which one person approves each job, at most six, as references to their numbers on GitHub; no approval when
   * empty.
   */
  readonly approvers: readonly string[];
  /** Actions variables of its jobs, by name: plain settings, never secrets. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * A GitHub environment: which branches and tags may use it, who approves, and what its jobs are told. Whoever asked cannot
 * approve, and administrators wait like all others.
 */
export class Environment extends Construct {
  constructor(scope: Construct, id: string, props: EnvironmentProps) {
    super(scope, id);
    const { repository, name, purpose, branches, tags, approvers, variables } = props;
    const environment = new RepositoryEnvironment(this, "environment", {
      repository,
      environment: name,
      canAdminsBypass: false,
      preventSelfReview: approvers.length > 0,
      ...(approvers.length > 0 && { reviewers: [{ teams: approvers.map((id) => Token.asNumber(id)) }] }),
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    });
    environment.addOverride("//.purpose", purpose);
    const place = { repository, environment: environment.environment };
    for (const branchPattern of branches)
      new RepositoryEnvironmentDeploymentPolicy(this, `branch-${branchPattern}`, { ...place, branchPattern });
    for (const tagPattern of tags)
      new RepositoryEnvironmentDeploymentPolicy(this, `tag-${tagPattern}`, { ...place, tagPattern });
    for (const [variableName, value] of Object.entries(variables))
      new ActionsEnvironmentVariable(this, `variable-${variableName}`, { ...place, variableName, value });
  }
}
