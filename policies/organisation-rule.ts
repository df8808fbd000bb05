import type { Example, Severity } from "./rule";
import type { Resource, StackView } from "./view/stack-view";

/** A judgement that names the stack that it is about. */
export interface StackJudgement {
  readonly stack: string;
  readonly resource?: Resource;
  readonly path?: string;
  readonly answer: "violation" | "unknown";
  readonly message: string;
}

/** A rule over all stacks together, such as that each has a state of its own. */
export interface OrganisationRule {
  readonly id: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: Severity;
  readonly checks: readonly number[];
  readonly controls: readonly string[];
  readonly judge: (views: readonly StackView[]) => Iterable<StackJudgement>;
  readonly passes: readonly [OrganisationExample, ...OrganisationExample[]];
  readonly fails: readonly [OrganisationExample, ...OrganisationExample[]];
}

/** Several stacks as Terraform JSON, by id. */
export interface OrganisationExample {
  readonly shows: Example["shows"];
  readonly configurations: Readonly<Record<string, object>>;
}
