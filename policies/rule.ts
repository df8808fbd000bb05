import type { Resource, StackView } from "./view/stack-view";
import type { Waiver } from "./waiver";

/** How bad a violation is: `critical` opens something to the world or to another account. */
export type Severity = (typeof SEVERITIES)[number];

/** The severities, worst first. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

/** What a rule says of one place. Places of which it says nothing pass. */
export interface Judgement {
  /** What it is about; undefined for the stack as a whole. */
  readonly resource?: Resource;
  /** Path of the attribute inside the resource: `policy.Statement[0].Action`. */
  readonly path?: string;
  /** `unknown` when that is known only after the apply: it is told, and never counted as passed. */
  readonly answer: "violation" | "unknown";
  /** What is so, in a sentence without a full stop: `ingress from 0.0.0.0/0 on port 22`. */
  readonly message: string;
}

/** Something small that a rule passes or refuses, as Terraform JSON: `{ resource: { aws_s3_bucket: { b: {} } } }`. */
export interface Example {
  /** What it shows, in a few words. */
  readonly shows: string;
  readonly configuration: object;
}

/** What a rule says of itself, whatever it looks at. */
export interface RuleFacts {
  /** In kebab case: `bucket-blocks-public-access`. Never changes: waivers name it. */
  readonly id: string;
  /** What must hold, in a sentence. */
  readonly what: string;
  /** What happens otherwise. */
  readonly why: string;
  /** What to do about a violation. */
  readonly fix: string;
  readonly severity: Severity;
  /** Numbers of the acceptance checks in docs/security.md that it decides, or a part of them. */
  readonly checks: readonly number[];
  /** Controls of published standards: `FSBP S3.1`, `CIS 2.1.4`. */
  readonly controls: readonly string[];
}

/** A rule over one stack: a file of its own in `rules/`. */
export interface Rule extends RuleFacts {
  /** Resource types of which it speaks; a stack without any of them is not looked at. Empty for every stack. */
  readonly types: readonly string[];
  readonly judge: (view: StackView) => Iterable<Judgement>;
  readonly passes: readonly [Example, ...Example[]];
  readonly fails: readonly [Example, ...Example[]];
}

/** What a rule found, with all that a reader needs. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly stack: string;
  /** Address of the resource; undefined for the stack as a whole. */
  readonly address?: string;
  readonly path?: string;
  readonly constructPath?: string;
  /** `error` when the rule itself could not judge, such as a policy that is no JSON. */
  readonly answer: Judgement["answer"] | "error";
  readonly message: string;
  readonly fix: string;
  /** The waiver that covers it, if any. */
  readonly waiver?: Waiver;
}
