/** How an execution of a pipeline ended, or why nobody knows. */
export type Followed =
  | { readonly kind: "succeeded"; readonly execution: string }
  | {
      readonly kind: "failed";
      readonly execution: string;
      readonly failures: readonly FailedAction[];
      readonly summary?: string;
    }
  | ({ readonly kind: "rejected"; readonly execution: string } & Answered)
  | { readonly kind: "stopped"; readonly execution: string; readonly summary?: string }
  | { readonly kind: "superseded"; readonly execution: string }
  | { readonly kind: "cancelled"; readonly execution: string }
  /** A person has to approve it, and nobody waits for that here any longer. */
  | { readonly kind: "awaiting-approval"; readonly execution: string; readonly stage: string; readonly action: string }
  /** No execution of the version began. */
  | { readonly kind: "never-found"; readonly minutes: number; readonly trouble?: string }
  /** It goes on, and nobody waits any longer. */
  | {
      readonly kind: "limit-reached";
      readonly execution: string;
      readonly minutes: number;
      /** The action that goes on; undefined when none does. */
      readonly at: Place | undefined;
      readonly trouble?: string;
    }
  /** CodePipeline may not be asked, or has no such pipeline. */
  | { readonly kind: "refused"; readonly execution?: string; readonly why: string };

/** Where in a pipeline something happens. */
export interface Place {
  readonly stage: string;
  readonly action: string;
}

/** An action that failed. */
export interface FailedAction extends Place {
  readonly message?: string;
  readonly link?: string;
}

/** An approval that was refused. */
export interface Answered extends Place {
  /** Who, as an ARN. */
  readonly by?: string;
  /** What they wrote. */
  readonly summary?: string;
}

/** What happens while an execution is followed. */
export type FollowEvent =
  | { readonly kind: "looking"; readonly versionId: string }
  | { readonly kind: "found"; readonly execution: string }
  | ({ readonly kind: "action"; readonly status: "InProgress" | "Succeeded" | "Failed" | "Abandoned" } & Place)
  | ({ readonly kind: "awaiting-approval"; readonly execution: string } & Place)
  | { readonly kind: "trouble"; readonly why: string };
