import { RepositoryRuleset } from "@cdktf/provider-github/lib/repository-ruleset";
import { Construct } from "constructs";
import { requiredChecks } from "./required-checks";

export interface BranchRulesetProps {
  /** A reference to the repository's name. */
  readonly repository: string;
  /** Names of the branches that nobody pushes to. */
  readonly branches: readonly string[];
  /** Names of the checks that a pull request must pass; none when empty. */
  readonly checks: readonly string[];
  /** How many people approve a pull request; at least 1. */
  readonly reviews: number;
  /** Whether merge commits are refused. */
  readonly linear: boolean;
}

/**
 * What holds for the branches that live for ever, and for whatever else the default branch may be: changes come by pull
 * requests alone, approved by a code owner and by somebody else than who pushed last, tested together with what is there
 * already. Nobody may pass it by, administrators neither.
 */
export class BranchRuleset extends Construct {
  constructor(scope: Construct, id: string, { repository, branches, checks, reviews, linear }: BranchRulesetProps) {
    super(scope, id);
    new RepositoryRuleset(this, "ruleset", {
      repository,
      name: "Permanent branches",
      target: "branch",
      enforcement: "active",
      conditions: {
        refName: { include: ["~DEFAULT_BRANCH", ...branches.map((branch) => `refs/heads/${branch}`)], exclude: [] },
      },
      rules: {
        deletion: true,
        nonFastForward: true,
        requiredLinearHistory: linear,
        pullRequest: {
          requiredApprovingReviewCount: reviews,
          requireCodeOwnerReview: true,
          dismissStaleReviewsOnPush: true,
          requireLastPushApproval: true,
          requiredReviewThreadResolution: true,
        },
        ...(checks.length > 0 && requiredChecks(checks)),
      },
    });
  }
}
