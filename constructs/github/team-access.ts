import { TeamRepository } from "@cdktf/provider-github/lib/team-repository";
import { Construct } from "constructs";

export interface TeamAccessProps {
  /** A reference to the repository's name. */
  readonly repository: string;
  /** A reference to the team's number on GitHub. */
  readonly teamId: string;
  /** What its people may do, as GitHub's API names it. */
  readonly permission: "pull" | "triage" | "push" | "maintain" | "admin";
}

/** What a team may do in a repository. */
export class TeamAccess extends Construct {
  constructor(scope: Construct, id: string, { repository, teamId, permission }: TeamAccessProps) {
    super(scope, id);
    new TeamRepository(this, "access", { repository, teamId, permission });
  }
}
