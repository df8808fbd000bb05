import type { RepositoryRulesetRules } from "@cdktf/provider-github/lib/repository-ruleset";

/**
 * The GitHub App that writes the checks of workflows, on github.com. Without it whoever may write a status could pass a
 * required check. Source: `gh api apps/github-actions --jq .id`.
 */
const GITHUB_ACTIONS = 15368;

/** The rule that some checks of GitHub Actions passed, together with the latest code of the branch. */
export const requiredChecks = (names: readonly string[]): Pick<RepositoryRulesetRules, "requiredStatusChecks"> => ({
  requiredStatusChecks: {
    strictRequiredStatusChecksPolicy: true,
    // A branch is made before anything could be checked on it.
    doNotEnforceOnCreate: true,
    requiredCheck: names.map((context) => ({ context, integrationId: GITHUB_ACTIONS })),
  },
});
