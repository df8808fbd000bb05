/** Somebody on GitHub, or something that acts there. */
export interface Person {
  readonly login: string;
  /** Whether it is a program: an app, or the token of a workflow. */
  readonly isBot: boolean;
}

export interface PullRequest {
  readonly number: number;
  /** As its author last left it, line ends included; empty when there is none. */
  readonly body: string;
  readonly state: "open" | "closed" | "merged";
  /** The commit that would be merged, in full. */
  readonly head: string;
  /** What it would be merged into. */
  readonly base: { readonly branch: string; readonly commit: string };
  /** Undefined when the account is gone. */
  readonly author: Person | undefined;
  readonly labels: readonly string[];
}

/** A comment on a pull request. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  /** Undefined when the account is gone. */
  readonly author: Person | undefined;
  readonly url: string;
}

/** How a label looks. */
export interface LabelLook {
  readonly name: string;
  /** Six hexadecimal digits. */
  readonly color: string;
  /** At most 100 characters. Source: GitHub REST API, "Create a label". */
  readonly description: string;
}

/** Somebody put a label on a pull request, or took it off. */
export interface LabelEvent {
  readonly kind: "labeled" | "unlabeled";
  readonly label: string;
  /** Undefined when the account is gone. */
  readonly actor: Person | undefined;
  /** RFC 3339, to the second. */
  readonly at: string;
}

export interface Review {
  /** GitHub's own word: `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED`, `PENDING`. */
  readonly state: string;
  /** The commit that was reviewed; undefined when it is gone. */
  readonly commit: string | undefined;
  /** Undefined when the account is gone. */
  readonly author: Person | undefined;
  /** Whether the reviewer belongs to the repository or its organisation: in a public one, anybody may approve. */
  readonly isMember: boolean;
  /** RFC 3339, to the second; undefined of a review that is not submitted. */
  readonly at: string | undefined;
}

/** What GitHub shows of a check run. */
export interface CheckOutput {
  readonly title: string;
  /** Markdown; at most `LONGEST_CHECK_TEXT` bytes. */
  readonly summary: string;
  /** The same. */
  readonly text: string;
}

export interface CheckRun {
  readonly id: number;
  /** Whether the app that our token belongs to made it; no other may change it. */
  readonly isOurs: boolean;
  readonly externalId: string;
  /** `queued`, `in_progress`, `completed`, and others that only GitHub sets. */
  readonly status: string;
  readonly conclusion: string | undefined;
  /** RFC 3339, to the second. */
  readonly completedAt: string | undefined;
  readonly output: CheckOutput;
  readonly url: string;
}

/** What a check run says of a commit. Source: GitHub REST API, "Create a check run". */
export interface CheckChange {
  readonly externalId: string;
  readonly status: "in_progress" | "completed";
  /** Only of one that is completed. */
  readonly conclusion?: Conclusion;
  /**
   * RFC 3339.
   * @default - GitHub's clock, when it is completed
   */
  readonly completedAt?: string;
  readonly output: CheckOutput;
}

/**
 * Of a branch that requires the check, only `success` lets a pull request be merged. So would `neutral` and `skipped`, which
 * is why they are never used. Source: docs.github.com, "About protected branches", "Require status checks before merging".
 */
export type Conclusion = "success" | "failure" | "action_required" | "cancelled";

/**
 * What came of a write that must not simply be repeated: it is done, or it is not known whether it is. Then whatever wait
 * GitHub asked for is over, and one reads again before one writes again.
 */
export type Attempt<T> = { readonly done: T } | { readonly unsure: string };

/**
 * What is needed of GitHub, for one repository. Every method throws when GitHub refuses, or gives no usable answer; the
 * message says what was asked, what came back and what to do, and holds no token.
 */
export interface GitHub {
  pullRequest(number: number): Promise<PullRequest>;
  /** The answer is the pull request as it is after the write. */
  writeBody(number: number, body: string): Promise<Attempt<PullRequest>>;

  /** The account that our token acts as. */
  login(): Promise<string>;
  /** All of them, oldest first. */
  comments(number: number): Promise<readonly Comment[]>;
  createComment(number: number, body: string): Promise<Attempt<Comment>>;
  updateComment(id: number, body: string): Promise<Comment>;
  /** Does nothing when it is gone. */
  deleteComment(id: number): Promise<void>;

  /** Does nothing when the repository has a label of that name. */
  createLabel(look: LabelLook): Promise<void>;
  addLabels(number: number, names: readonly string[]): Promise<void>;
  /** Does nothing when the pull request has no such label. */
  removeLabel(number: number, name: string): Promise<void>;
  /** All of them, oldest first. */
  labelEvents(number: number): Promise<readonly LabelEvent[]>;

  /** All of them, oldest first. */
  reviews(number: number): Promise<readonly Review[]>;

  /** All of that name on a commit. */
  checkRuns(commit: string, name: string): Promise<readonly CheckRun[]>;
  createCheckRun(commit: string, name: string, change: CheckChange): Promise<Attempt<CheckRun>>;
  updateCheckRun(id: number, change: CheckChange): Promise<CheckRun>;
}

/** What GitHub holds is not what was written, or could not be brought to be. Nothing that somebody wrote is lost. */
export class PublishError extends Error {
  override readonly name = "PublishError";
}
