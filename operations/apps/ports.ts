/** Where an execution of a pipeline stands. Source: CodePipeline API reference, `PipelineExecution`, `status`. */
export const EXECUTION_STATUSES = [
  "Cancelled",
  "Failed",
  "InProgress",
  "Stopped",
  "Stopping",
  "Succeeded",
  "Superseded",
] as const;

export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** An execution as the list of a pipeline has it. */
export interface ListedExecution {
  readonly id: string;
  /** What the sources were taken from: of S3, the version of the object. */
  readonly revisions: readonly string[];
  /** Whether CodePipeline began it to take another one back; then it has the revisions of an earlier one. */
  readonly isRollback: boolean;
  /** When it began, as RFC 3339 writes it; empty when CodePipeline does not say. */
  readonly started: string;
}

/** A part of the list, newest first. */
export interface ExecutionsPage {
  readonly executions: readonly ListedExecution[];
  /**
   * Asks for what comes after.
   * @default - this is the end
   */
  readonly next?: string;
}

/** How an execution stands. */
export interface Execution {
  /** A status that this code does not know counts as one that goes on. */
  readonly status: ExecutionStatus | undefined;
  /**
   * Why, where CodePipeline says so: what whoever stopped it wrote.
   * @default - it does not say
   */
  readonly summary?: string;
}

/** A run of an action in an execution. */
export interface ActionRun {
  readonly stage: string;
  readonly action: string;
  readonly isApproval: boolean;
  readonly status: "InProgress" | "Succeeded" | "Failed" | "Abandoned" | undefined;
  /**
   * What went wrong, or what an approver wrote.
   * @default - CodePipeline does not say
   */
  readonly message?: string;
  /**
   * A page with more: the build of CodeBuild.
   * @default - there is none
   */
  readonly link?: string;
  /**
   * Who answered, as an ARN.
   * @default - nobody, or CodePipeline does not say
   */
  readonly by?: string;
}

/** CodePipeline, of one pipeline. Each method throws `PipelineTrouble` when there is no answer. */
export interface Pipeline {
  /** @param next What the page before says; the first page without it. */
  executions(next?: string): Promise<ExecutionsPage>;
  execution(id: string): Promise<Execution>;
  /** Every run of an action in an execution, oldest first. */
  actions(id: string): Promise<readonly ActionRun[]>;
}

/** CodePipeline did not answer, or not as it does. */
export class PipelineTrouble extends Error {
  override readonly name = "PipelineTrouble";

  constructor(
    message: string,
    /** Whether it may be over when it is asked again: it limits the rate of requests, has trouble, the network is down. */
    readonly passes: boolean,
  ) {
    super(message);
  }
}

/** The bucket that packages are handed in to. */
export interface PackageStore {
  /** Writes a package, and tells which version of the object it is. S3 checks the bytes by their digest. */
  upload(content: HandedIn): Promise<{ readonly versionId: string }>;
}

/** A package on its way. */
export interface HandedIn {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hexadecimal digits. */
  readonly sha256: string;
  readonly version: string;
  /** In full. */
  readonly commit: string;
}

/** The Deployer images of a stage. */
export interface DeployerImages {
  /** Whether the repository has an image of that digest; `no-repository` when it is not there itself. */
  has(digest: string): Promise<"yes" | "no" | "no-repository">;
}

/** Waits, and rejects once the signal is aborted. */
export type Sleep = (seconds: number, signal: AbortSignal) => Promise<void>;
