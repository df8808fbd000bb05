import type { App } from "cdktf";
import { ActionsSettings } from "../constructs/github/actions-settings";
import { BranchChecks } from "../constructs/github/branch-checks";
import { BranchRuleset } from "../constructs/github/branch-ruleset";
import { Branches } from "../constructs/github/branches";
import { Environment } from "../constructs/github/environment";
import { Labels } from "../constructs/github/labels";
import { Repository } from "../constructs/github/repository";
import { TagRuleset } from "../constructs/github/tag-ruleset";
import { TeamAccess } from "../constructs/github/team-access";
import type { CodeHosting, CodeRepository } from "../model/code-repositories";
import { repositoryStackId } from "../model/stack-ids";
import { BaseStack } from "./base-stack";
import { githubProvider } from "./github-provider";
import type { TeamOutputs } from "./github-stack";
import { confirmationLabel, PLAN_LABELS } from "./plan-labels";

/** Where a resource of the repository is: a reference to its name. */
interface InRepository {
  readonly repository: string;
}

/**
 * One repository on GitHub: its branches and their protection, its environments and who approves in them, what its jobs are
 * told, and what teams may do. It is a stack of its own, so that a mistake in one stops no other, and none grows beyond what
 * a plan reads in minutes: every environment is some five resources, each a question to GitHub.
 *
 * @throws Error when the repository names a team that the organisation has not.
 */
export class RepositoryStack extends BaseStack {
  constructor(
    app: App,
    repository: CodeRepository,
    { network, owner, secretProtection, actions, confirmationLabel: confirming }: CodeHosting,
    private readonly teams: TeamOutputs,
  ) {
    super(app, repositoryStackId(repository.name), {
      network,
      kind: "github",
      source: repository.source,
      provider: githubProvider(owner),
    });
    const place: InRepository = { repository: this.createRepository(repository, secretProtection) };
    this.createBranches(repository, place);
    const { variables, sharesWorkflows: shared } = repository;
    new ActionsSettings(this, "actions", { ...place, actions, variables, shared });
    if (repository.kind === "infrastructure") {
      new Labels(this, "labels", { ...place, labels: [...PLAN_LABELS, confirmationLabel(confirming)] });
    }
    for (const [team, permission] of Object.entries(repository.teams)) {
      new TeamAccess(this, `team-${team}`, { ...place, teamId: this.idOf(team, repository), permission });
    }
    for (const { approvers, ...environment } of repository.environments) {
      new Environment(this, `environment-${environment.name}`, {
        ...place,
        ...environment,
        approvers: approvers.map((team) => this.idOf(team, repository)),
      });
    }
  }

  private createRepository(
    { name, description, owners, exists, visibility, publicBecause, branches }: CodeRepository,
    secretProtection: CodeHosting["secretProtection"],
  ): string {
    return new Repository(this, "repository", {
      name,
      description,
      secretProtection,
      squashOnly: branches.linear,
      exists,
      ...(publicBecause && { publicBecause: { ...publicBecause, owner: owners } }),
      ...(visibility !== "public" && { visibility }),
    }).name;
  }

  private createBranches(
    { name, exists, branches, checks, branchChecks, reviews }: CodeRepository,
    place: InRepository,
  ) {
    const { default: main, permanent, linear } = branches;
    new Branches(this, "branches", { ...place, repositoryName: name, default: main, permanent, exist: exists });
    new BranchRuleset(this, "branch-rules", { ...place, branches: permanent, checks, reviews, linear });
    for (const [branch, names] of Object.entries(branchChecks)) {
      new BranchChecks(this, `checks-${branch}`, { ...place, branch, checks: names });
    }
    new TagRuleset(this, "tag-rules", place);
  }

  private idOf(team: string, { name, source }: CodeRepository): string {
    const outputs = this.teams.get(team);
    if (outputs) return this.read(outputs).id;
    const known = [...this.teams.keys()].join(", ");
    throw new Error(`repository "${name}" (${source}) names the team "${team}"; the organisation has ${known}`);
  }
}
