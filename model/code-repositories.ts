import type { RepositoryEntry, TEAM_PERMISSIONS } from "./entries/repository";
import type { Network } from "./organisation";

/** What the organisation has on GitHub. One branch of this repository deploys all of it. */
export interface CodeHosting {
  /** The organisation on GitHub. */
  readonly owner: string;
  /** The network whose branch deploys it, and whose bucket holds its state. */
  readonly network: Network;
  /** How secret scanning of private repositories is bought. */
  readonly secretProtection: "standalone" | "advanced-security";
  /** Patterns of the actions that workflows may use beside those of GitHub itself. */
  readonly actions: readonly string[];
  /** The teams, sorted by name. */
  readonly teams: readonly Team[];
  /** The repositories, sorted by name. */
  readonly repositories: readonly CodeRepository[];
  /** The label on a pull request that confirms what its plan destroys. */
  readonly confirmationLabel: string;
  /** The catalogue file that what holds for all comes from. */
  readonly source: string;
}

/** A team of the organisation. */
export interface Team {
  readonly name: string;
  /** Whether it is on GitHub already. */
  readonly exists: boolean;
}

/** What a team may do in a repository. */
export type TeamPermission = (typeof TEAM_PERMISSIONS)[number];

/** A repository on GitHub. */
export interface CodeRepository {
  readonly name: string;
  readonly kind: RepositoryEntry["kind"];
  readonly description: string;
  /** The team that owns its code. */
  readonly owners: string;
  /** Whether it is there already and is taken over. */
  readonly exists: boolean;
  readonly visibility: "private" | "internal" | "public";
  /** Why it is public, and until which day that holds; only of a public one. */
  readonly publicBecause?: { readonly because: string; readonly until: string };
  readonly branches: BranchModel;
  /** Names of the checks that a pull request must pass. */
  readonly checks: readonly string[];
  /** Names of the checks that pull requests to one branch must pass besides, by branch. */
  readonly branchChecks: Readonly<Record<string, readonly string[]>>;
  /** How many people approve a pull request. */
  readonly reviews: number;
  /** What teams may do, by team. */
  readonly teams: Readonly<Record<string, TeamPermission>>;
  /** Actions variables of all jobs, by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether workflows of other repositories call those of this one, and this one is not public: GitHub has to be told. */
  readonly sharesWorkflows: boolean;
  /** Sorted by name. */
  readonly environments: readonly RepositoryEnvironment[];
  readonly source: string;
}

/** The branches of a kind of repository. */
export interface BranchModel {
  /** The branch that pull requests go to. */
  readonly default: string;
  /** All that live for ever, the default one among them; nobody pushes to them. */
  readonly permanent: readonly string[];
  /**
   * Whether each pull request becomes one commit. Not in Git Flow: `main` and the branch of work are merged into each other,
   * and what is squashed there appears as a difference for ever.
   */
  readonly linear: boolean;
}

/** A GitHub environment. */
export interface RepositoryEnvironment {
  readonly name: string;
  /** What it is for, and who demands its approval. */
  readonly purpose: string;
  readonly protection: "none" | "production";
  /** Branches and tags whose jobs may use it, as names or patterns. */
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  /** Teams of which one person approves each job; empty when nobody has to. */
  readonly approvers: readonly string[];
  /** Actions variables of its jobs, by name. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The branches of each kind. Infrastructure deploys each network from the branch of its name, so it has no branch `develop`.
 */
export const BRANCHES: Readonly<Record<RepositoryEntry["kind"], BranchModel>> = {
  infrastructure: { default: "dev", permanent: ["dev", "main"], linear: false },
  microservice: { default: "develop", permanent: ["develop", "main"], linear: false },
  library: { default: "main", permanent: ["main"], linear: true },
  application: { default: "main", permanent: ["main"], linear: true },
};
