import type { App } from "cdktf";
import { Team } from "../constructs/github/team";
import type { CodeHosting } from "../model/code-repositories";
import { GITHUB_STACK } from "../model/stack-ids";
import { BaseStack, type Outputs } from "./base-stack";
import { Contract } from "./contract";
import { githubProvider } from "./github-provider";

const TEAM_OUTPUTS = { id: "string" } as const;

/** A team, by its number on GitHub. It is a text, as Terraform keeps ids; where a number is asked for, Terraform makes it one. */
export const teamContract = (team: string) => new Contract(TEAM_OUTPUTS, `${team}_team`);

/** What the stack `github` hands to those of the repositories: each team, by its name. */
export type TeamOutputs = ReadonlyMap<string, Outputs<typeof TEAM_OUTPUTS>>;

/**
 * What belongs to the organisation on GitHub as a whole: its teams. Each repository is a stack of its own, which reads them
 * (stacks/repository-stack.ts). Its state lies where that of production does.
 */
export class GithubStack extends BaseStack {
  readonly teams: TeamOutputs;

  constructor(app: App, { network, owner, source, teams }: CodeHosting) {
    super(app, GITHUB_STACK, { network, kind: "github", source, provider: githubProvider(owner) });
    this.teams = new Map(
      teams.map((team) => {
        const { id } = new Team(this, `team-${team.name}`, team);
        return [team.name, this.publish(teamContract(team.name), { id })];
      }),
    );
  }
}
