import { RepositoryRuleset } from "@cdktf/provider-github/lib/repository-ruleset";
import { Construct } from "constructs";
import { requiredChecks } from "./required-checks";

export interface BranchChecksProps {
  /** A reference to the repository's name. */
  readonly repository: string;
  readonly branch: string;
  /** Names of the checks; at least one. */
  readonly checks: readonly string[];
}

/** Checks that pull requests to one branch must pass, beside what holds for all permanent branches: rulesets add up. */
export class BranchChecks extends Construct {
  constructor(scope: Construct, id: string, { repository, branch, checks }: BranchChecksProps) {
    super(scope, id);
    new RepositoryRuleset(this, "ruleset", {
      repository,
      name: `Checks of ${branch}`,
      target: "branch",
      enforcement: "active",
      conditions: { refName: { include: [`refs/heads/${branch}`], exclude: [] } },
      rules: requiredChecks(checks),
    });
  }
}
