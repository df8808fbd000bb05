import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import type { App } from "cdktf";
import { Construct } from "constructs";
import { ActionsSettings } from "../constructs/github/actions-settings";
import { BranchChecks } from "../constructs/github/branch-checks";
import { BranchRuleset } from "../constructs/github/branch-ruleset";
import { Branches } from "../constructs/github/branches";
import { Environment } from "../constructs/github/environment";
import { Labels } from "../constructs/github/labels";
import { Repository } from "../constructs/github/repository";
import { TagRuleset } from "../constructs/github/tag-ruleset";
import { Team } from "../constructs/github/team";
import { TeamAccess } from "../constructs/github/team-access";
import type { CodeHosting, CodeRepository } from "../model/code-repositories";
import { BaseStack } from "./base-stack";
import { confirmationLabel, PLAN_LABELS } from "./plan-labels";

/** What all repositories have in common. */
interface Common extends Pick<CodeHosting, "secretProtection" | "actions" | "confirmationLabel"> {
  readonly teams: ReadonlyMap<string, Team>;
}

/**
 * What the organisation has on GitHub: its teams, and each repository with its branches, their protection, its environments
 * and who approves in them. The one stack without AWS; its state lies where that of production does.
 *
 * @throws Error when a repository names a team that the organisation has not.
 */
export class GithubStack extends BaseStack {
  constructor(app: App, hosting: CodeHosting) {
    const { network, owner, source } = hosting;
    super(app, "github", {
      network,
      kind: "github",
      source,
      // Whoever applies gives a token by the environment (GITHUB_TOKEN); it stands nowhere here.
      provider: (stack) => new GithubProvider(stack, "github", { owner }),
    });
    const teams = new Map(hosting.teams.map((team) => [team.name, new Team(this, `team-${team.name}`, team)]));
    for (const repository of hosting.repositories) this.createRepository(repository, { ...hosting, teams });
  }

  private createRepository(repository: CodeRepository, { secretProtection, actions, ...common }: Common): void {
    const { name, description, owners, exists, visibility, publicBecause, branches, checks, reviews } = repository;
    const scope = new Construct(this, name);
    const made = new Repository(scope, "repository", {
      name,
      description,
      secretProtection,
      squashOnly: branches.linear,
      exists,
      ...(publicBecause && { publicBecause: { ...publicBecause, owner: owners } }),
      ...(visibility !== "public" && { visibility }),
    });
    const place = { repository: made.name };
    const { default: main, permanent, linear } = branches;
    new Branches(scope, "branches", { ...place, repositoryName: name, default: main, permanent, exist: exists });
    new BranchRuleset(scope, "branch-rules", { ...place, branches: permanent, checks, reviews, linear });
    for (const [branch, names] of Object.entries(repository.branchChecks)) {
      new BranchChecks(scope, `checks-${branch}`, { ...place, branch, checks: names });
    }
    if (branches.versionTags) new TagRuleset(scope, "tag-rules", place);
    const { variables, sharesWorkflows: shared } = repository;
    new ActionsSettings(scope, "actions", { ...place, actions, variables, shared });
    if (repository.kind === "infrastructure") {
      new Labels(scope, "labels", { ...place, labels: [...PLAN_LABELS, confirmationLabel(common.confirmationLabel)] });
    }
    for (const [team, permission] of Object.entries(repository.teams)) {
      new TeamAccess(scope, `team-${team}`, { ...place, team: teamOf(team, repository, common), permission });
    }
    for (const { approvers, ...environment } of repository.environments) {
      new Environment(scope, `environment-${environment.name}`, {
        ...place,
        ...environment,
        approvers: approvers.map((team) => teamOf(team, repository, common)),
      });
    }
  }
}

function teamOf(name: string, repository: CodeRepository, { teams }: Pick<Common, "teams">): Team {
  const team = teams.get(name);
  if (team) return team;
  const known = [...teams.keys()].join(", ");
  throw new Error(
    `repository "${repository.name}" (${repository.source}) names the team "${name}"; the organisation has ${known}`,
  );
}
