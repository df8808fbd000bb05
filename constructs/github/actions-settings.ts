import { ActionsRepositoryAccessLevel } from "@cdktf/provider-github/lib/actions-repository-access-level";
import { ActionsRepositoryPermissions } from "@cdktf/provider-github/lib/actions-repository-permissions";
import { ActionsVariable } from "@cdktf/provider-github/lib/actions-variable";
import { WorkflowRepositoryPermissions } from "@cdktf/provider-github/lib/workflow-repository-permissions";
import { Construct } from "constructs";

export interface ActionsSettingsProps {
  /** A reference to the repository's name. */
  readonly repository: string;
  /** Patterns of the actions that may be used beside those of GitHub itself. */
  readonly actions: readonly string[];
  /** Actions variables of all jobs, by name: plain settings, never secrets. */
  readonly variables: Readonly<Record<string, string>>;
  /**
   * Whether workflows of other repositories of the organisation may call those of this one, which is not public: its code can
   * be read in their logs then.
   * @default false
   */
  readonly shared?: boolean;
}

/** What workflows may do: use known actions, with a token that reads, and approve nothing. */
export class ActionsSettings extends Construct {
  constructor(scope: Construct, id: string, { repository, actions, variables, shared = false }: ActionsSettingsProps) {
    super(scope, id);
    new ActionsRepositoryPermissions(this, "permissions", {
      repository,
      enabled: true,
      allowedActions: "selected",
      allowedActionsConfig: { githubOwnedAllowed: true, verifiedAllowed: false, patternsAllowed: [...actions] },
    });
    new WorkflowRepositoryPermissions(this, "token", {
      repository,
      defaultWorkflowPermissions: "read",
      canApprovePullRequestReviews: false,
    });
    if (shared) new ActionsRepositoryAccessLevel(this, "access", { repository, accessLevel: "organization" });
    for (const [variableName, value] of Object.entries(variables))
      new ActionsVariable(this, `variable-${variableName}`, { repository, variableName, value });
  }
}
