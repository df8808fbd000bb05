import { createHash } from "node:crypto";

/** What a GitHub of our own holds: one repository, `equipweb/infra`. */
export class GitHubState {
  readonly pulls = new Map<number, PullState>();
  readonly issues = new Map<number, IssueState>();
  readonly comments: CommentState[] = [];
  readonly checks: CheckState[] = [];
  /** Labels of the repository: name, then how it looks. */
  readonly labels = new Map<string, { readonly color: string; readonly description: string | null }>();
  /** Branches and the commits that they are at. */
  readonly branches = new Map<string, string>();
  /** Tags and what they lead to: a commit, or an object of their own that leads to one. */
  readonly tags = new Map<string, TagState>();
  readonly releases: ReleaseState[] = [];
  readonly deployments: DeploymentState[] = [];
  /** The history, as far as it is compared. */
  readonly commits = new Map<string, CommitState>();
  /** Runs of workflows, each with what was said of the environments that it waited for. */
  readonly runs = new Map<number, RunReviewState[]>();
  /** Their last attempts, where they were not started right when somebody asks. */
  readonly attempts = new Map<number, RunAttemptState>();
  private seconds = Date.UTC(2026, 2, 2, 9, 0, 0) / 1000;
  private lastId = 2_410_000_000;
  private lastNumber = 7;

  /** The clock, as GitHub writes it. It goes on a second whenever somebody looks at it. */
  now(): string {
    this.seconds += 1;
    return new Date(this.seconds * 1000).toISOString().replace(".000Z", "Z");
  }

  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  /** A number that no pull request has, and no issue. */
  nextNumber(): number {
    this.lastNumber = Math.max(this.lastNumber, ...this.pulls.keys(), ...this.issues.keys()) + 1;
    return this.lastNumber;
  }

  /**
   * Somebody commits to a branch, on top of what it is at.
   *
   * @param files What it changes.
   * @param others Branches that it merges.
   * @returns The commit.
   */
  commit(branch: string, message: string, files: readonly string[] = [], others: readonly string[] = []): string {
    const parents = [branch, ...others].flatMap((name) => this.branches.get(name) ?? []);
    const sha = createHash("sha1")
      .update(JSON.stringify([message, files, parents]))
      .digest("hex");
    this.commits.set(sha, { message, parents, files: files.map((filename) => ({ filename, status: "modified" })) });
    this.branches.set(branch, sha);
    return sha;
  }

  /** Commits that one has and another has not, oldest first. */
  between(base: string, head: string): readonly string[] {
    const inBase = new Set(this.history(base));
    return this.history(head).filter((commit) => !inBase.has(commit));
  }

  /** A commit and all before it, oldest first. */
  private history(commit: string, seen = new Set<string>()): string[] {
    if (seen.has(commit)) return [];
    seen.add(commit);
    const parents = this.commits.get(commit)?.parents ?? [];
    return [...parents.flatMap((parent) => this.history(parent, seen)), commit];
  }

  /** An issue that somebody opened. */
  issue(title: string, body: string, author: string, labels: readonly string[] = []): IssueState {
    const issue: IssueState = {
      number: this.nextNumber(),
      title,
      body,
      author,
      labels: [...labels],
      state: "open",
      stateReason: null,
    };
    this.issues.set(issue.number, issue);
    return issue;
  }

  /** A pull request that somebody opened; number 7 unless another is given. */
  open(body: string | null, settings: Partial<PullState> = {}): PullState {
    const pull: PullState = {
      number: 7,
      body,
      head: HEAD,
      base: BASE,
      branch: "dev",
      headBranch: "two-tasks",
      headRepository: "equipweb/infra",
      title: "Run two tasks of orders",
      mergeCommit: null,
      mergeable: true,
      state: "open",
      merged: false,
      draft: false,
      author: "mara",
      labels: [],
      events: [],
      reviews: [],
      ...settings,
    };
    this.pulls.set(pull.number, pull);
    return pull;
  }

  /** Somebody puts a label on a pull request. */
  label(pull: PullState, name: string, by: string): void {
    if (!this.labels.has(name)) this.labels.set(name, { color: "ededed", description: null });
    if (pull.labels.some((label) => label.toLowerCase() === name.toLowerCase())) return;
    pull.labels.push(name);
    pull.events.push({ id: this.nextId(), event: "labeled", label: name, actor: by, at: this.now() });
  }

  /** Somebody takes a label off. */
  unlabel(pull: PullState, name: string, by: string): void {
    pull.labels.splice(0, pull.labels.length, ...pull.labels.filter((label) => label !== name));
    pull.events.push({ id: this.nextId(), event: "unlabeled", label: name, actor: by, at: this.now() });
  }

  /** Somebody submits a review of a commit; of the head unless another is given. */
  review(pull: PullState, state: string, by: string, association = "MEMBER", commit = pull.head): void {
    pull.reviews.push({ id: this.nextId(), state, commit, author: by, association, at: this.now() });
  }

  /** Somebody comments. */
  comment(number: number, body: string, author: string): CommentState {
    const at = this.now();
    const comment = { id: this.nextId(), number, body, author, createdAt: at, updatedAt: at };
    this.comments.push(comment);
    return comment;
  }
}

export interface TagState {
  readonly commit: string;
  /** Of a tag with a message. */
  readonly object?: string;
}

export interface ReleaseState {
  readonly id: number;
  readonly tag: string;
  name: string;
  body: string;
  isDraft: boolean;
  readonly assets: AssetState[];
}

export interface AssetState {
  readonly id: number;
  readonly name: string;
  readonly bytes: Buffer;
  /** An upload that broke off is `open`. */
  readonly state: "uploaded" | "open";
}

/** What a job in an environment leaves. */
export interface DeploymentState {
  readonly id: number;
  readonly commit: string;
  readonly environment: string;
  readonly state: "success" | "failure" | "in_progress";
}

export const HEAD = "3f9c1e7ab2d45806f1c9e0b7a8d6425310fedcba";
export const BASE = "b81d02c4e6f8a90b7c6d5e4f3a2b1c0d9e8f7a6b";
export const NEXT_HEAD = "d0e1f2a3b4c5968778695a4b3c2d1e0f00112233";

export interface PullState {
  readonly number: number;
  body: string | null;
  head: string;
  base: string;
  /** What it would be merged into. */
  branch: string;
  readonly headBranch: string;
  /** `owner/name`: another one of a fork. */
  readonly headRepository: string;
  title: string;
  /** What the merge made; before it, a commit that GitHub merges for a try. */
  mergeCommit: string | null;
  /** Whether it merges without a conflict; null while GitHub does not know yet. */
  mergeable: boolean | null;
  state: "open" | "closed";
  merged: boolean;
  draft: boolean;
  author: string;
  readonly labels: string[];
  readonly events: EventState[];
  readonly reviews: ReviewState[];
}

export interface CommitState {
  readonly message: string;
  readonly parents: readonly string[];
  readonly files: readonly FileState[];
}

/** A file that a commit changes. */
export interface FileState {
  readonly filename: string;
  readonly status: "added" | "removed" | "modified" | "renamed";
  readonly previous_filename?: string;
}

export interface EventState {
  readonly id: number;
  readonly event: "labeled" | "unlabeled";
  readonly label: string;
  readonly actor: string;
  readonly at: string;
}

export interface ReviewState {
  readonly id: number;
  state: string;
  readonly commit: string;
  readonly author: string;
  readonly association: string;
  readonly at: string;
}

export interface RunAttemptState {
  readonly attempt: number;
  readonly startedAt: string;
}

export interface RunReviewState {
  readonly state: "approved" | "rejected" | "pending";
  readonly by: string;
  readonly environments: readonly string[];
}

export interface IssueState {
  readonly number: number;
  title: string;
  body: string;
  readonly author: string;
  readonly labels: readonly string[];
  state: "open" | "closed";
  stateReason: string | null;
}

export interface CommentState {
  readonly id: number;
  readonly number: number;
  body: string;
  readonly author: string;
  readonly createdAt: string;
  updatedAt: string;
}

export interface CheckState {
  readonly id: number;
  readonly commit: string;
  readonly name: string;
  /** Short name of the app that made it. */
  readonly app: string;
  externalId: string;
  status: string;
  conclusion: string | null;
  readonly startedAt: string;
  completedAt: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
}
