import { Team as GithubTeam } from "@cdktf/provider-github/lib/team";
import { Construct } from "constructs";

export interface TeamProps {
  readonly name: string;
  /**
   * Whether it is on GitHub already and is taken over, by its name.
   * @default false
   */
  readonly exists?: boolean;
}

/** A team, which everybody in the organisation can see and mention. Who is in it is no data of this repository. */
export class Team extends Construct {
  /** A reference to its number on GitHub, which Terraform keeps as a text. */
  readonly id: string;

  constructor(scope: Construct, id: string, { name, exists = false }: TeamProps) {
    super(scope, id);
    const team = new GithubTeam(this, "team", {
      name,
      privacy: "closed",
      // Otherwise whoever applies becomes a maintainer of every team.
      createDefaultMaintainer: false,
    });
    if (exists) team.importFrom(name);
    this.id = team.id;
  }
}
