/**
 * What is kept of a report, to compare the next one with, and to apply nothing but what was shown. It stands hidden in the
 * pull request's body, where anybody may change it, and in the check run, where only a workflow can. Holds no value of any
 * attribute.
 */
export interface PlanRecord {
  readonly format: 1;
  /** The commit that was planned, in full. */
  readonly commit?: string;
  readonly base?: string;
  readonly run?: { readonly id: number; readonly attempt: number };
  /**
   * The commit whose plan was shown before this one, in full: a repeated run compares with the same one.
   * @default - this was the first
   */
  readonly since?: string;
  readonly stacks: readonly StackRecord[];
}

/** One stack of it. */
export interface StackRecord {
  readonly id: string;
  readonly state: "changes" | "no-changes" | "failed" | "not-planned" | "vanished" | "unaffected";
  /** @default - there was no plan */
  readonly digest?: string;
  /**
   * What happens to each resource.
   * @default - there was no room for it: only digests can be compared
   */
  readonly changes?: readonly ChangeRecord[];
}

/** One change: its action, its address, and a few characters that differ when what it does differs. */
export type ChangeRecord = readonly [action: string, address: string, fingerprint: string];
