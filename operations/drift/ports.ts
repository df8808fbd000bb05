import type { Terraform } from "../plan/ports";
import type { SynthesizedStack } from "../plan/synthesized-stack";
import type { Attempt, Comment, LabelLook, Person } from "../report/pull-request/ports";

/** A commit that was synthesized. */
export interface CommitTree {
  /** In full. */
  readonly commit: string;
  /** Every stack of it, of all branches. */
  readonly stacks: readonly SynthesizedStack[];
  /** Terraform for the stacks of this commit. */
  readonly terraform: Pick<Terraform, "plan">;
  /** Differs when anything differs that was synthesized of a stack. */
  fingerprint(stack: SynthesizedStack): Promise<string>;
}

/** What happens while stacks are looked at. */
export type DriftEvent =
  | { readonly kind: "started"; readonly stack: string }
  | {
      readonly kind: "finished";
      readonly stack: string;
      /** Undefined where there was nothing to compare. */
      readonly outcome: string | undefined;
      readonly seconds: number;
    };

/** An issue on GitHub. Pull requests are none here. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  /** As it was last written; empty when there is none. */
  readonly body: string;
  /** Undefined when the account is gone. */
  readonly author: Person | undefined;
}

/** What an issue is to say. */
export interface IssueText {
  readonly title: string;
  readonly body: string;
}

/** What is needed of GitHub to keep issues, for one repository. Errors as of `GitHub` in operations/report/pull-request/ports.ts. */
export interface DriftGitHub {
  /** The account that our token acts as. */
  login(): Promise<string>;
  /** All open issues that have a label, oldest first. */
  openIssues(label: string): Promise<readonly Issue[]>;
  /** Does nothing when the repository has a label of that name. */
  createLabel(look: LabelLook): Promise<void>;
  createIssue(text: IssueText, labels: readonly string[]): Promise<Attempt<Issue>>;
  updateIssue(number: number, text: IssueText): Promise<Issue>;
  /** Closes an issue as done. */
  closeIssue(number: number): Promise<Issue>;
  /** All of them, oldest first. */
  comments(number: number): Promise<readonly Comment[]>;
  createComment(number: number, body: string): Promise<Attempt<Comment>>;
}
