/**
 * How an application's versions go from stage to stage. Documents differ in what a branch or a stage means, so nothing is
 * derived from the name of either: every application names its own stages, and where each takes its version from.
 */
export interface DeliveryProfile {
  readonly application: string;
  /** In the order in which a version passes them. */
  readonly stages: readonly DeliveryStage[];
}

export interface DeliveryStage {
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly purpose: string;
  /** `one`: it has a site of its own. `many`: one a client, each made by its first promotion. */
  readonly sites: "one" | "many";
  /** Where it takes its version from: the first one, unless another is asked for by name. Never empty. */
  readonly sources: readonly VersionSource[];
}

/** Where a stage takes its version from. */
export type VersionSource = BranchSource | StageSource;

interface Source {
  /** Teams of which one person, other than who asked, approves; empty when nobody has to. */
  readonly approvers: readonly string[];
  /** The GitHub environment whose jobs do it, and whose reviewers approve it. */
  readonly environment: string;
  /**
   * What whoever uses it is told: it is for exceptional cases.
   * @default - it is the normal way
   */
  readonly warning?: string;
}

/** What was built of a branch last. */
export interface BranchSource extends Source {
  readonly kind: "branch";
  /** Which branches: one by name, or every one but some. */
  readonly branches: { readonly only: string } | { readonly except: readonly string[] };
}

/** What another stage has, exactly. */
export interface StageSource extends Source {
  readonly kind: "stage";
  readonly stage: string;
  /**
   * Whether the version comes from the same client's site at that stage, and the branch that it was built from has not moved
   * since. Otherwise it comes from the one site that the stage has.
   */
  readonly sameClient: boolean;
}
