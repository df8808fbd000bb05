/**
 * What a reader must know of the run that made the plans. All of it is told to the report; it looks at no clock and at no
 * environment itself.
 */
export interface RunFacts {
  /**
   * The branch for which was planned.
   * @default - not named
   */
  readonly branch?: string;
  /**
   * The commit that was planned, in full: the head of the pull request.
   * @default - not known
   */
  readonly commit?: string;
  /**
   * The commit of the branch that it would be merged into, in full.
   * @default - not known
   */
  readonly base?: string;
  /**
   * The run of the workflow.
   * @default - it ran somewhere else
   */
  readonly run?: WorkflowRun;
  /**
   * Where the whole report is.
   * @default - nowhere else
   */
  readonly fullReport?: string;
  /**
   * The plans are for reading and were made without the real states: one sentence, in words of ours, as Markdown.
   * @default - they were made against the real states
   */
  readonly note?: string;
}

/** A run of a workflow of GitHub Actions. A later one has a greater id; a repeated one the same and a greater attempt. */
export interface WorkflowRun {
  readonly id: number;
  readonly attempt: number;
  readonly url: string;
}
