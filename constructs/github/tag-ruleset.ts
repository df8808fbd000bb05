import { RepositoryRuleset } from "@cdktf/provider-github/lib/repository-ruleset";
import { Construct } from "constructs";

export interface TagRulesetProps {
  /** A reference to the repository's name. */
  readonly repository: string;
}

/** What holds for tags of released versions: once made, they neither move nor go. */
export class TagRuleset extends Construct {
  constructor(scope: Construct, id: string, { repository }: TagRulesetProps) {
    super(scope, id);
    new RepositoryRuleset(this, "ruleset", {
      repository,
      name: "Released versions",
      target: "tag",
      enforcement: "active",
      conditions: { refName: { include: ["refs/tags/v*"], exclude: [] } },
      rules: { update: true, deletion: true, nonFastForward: true },
    });
  }
}
