import type { Example, Judgement, RuleFacts } from "./rule";
import type { StackView } from "./view/stack-view";

/** A judgement that names the stack that it is about. */
export interface StackJudgement extends Judgement {
  readonly stack: string;
}

/** A rule over all stacks together, such as that each has a state of its own. */
export interface OrganisationRule extends RuleFacts {
  readonly judge: (views: readonly StackView[]) => Iterable<StackJudgement>;
  readonly passes: readonly [OrganisationExample, ...OrganisationExample[]];
  readonly fails: readonly [OrganisationExample, ...OrganisationExample[]];
}

/** Several stacks as Terraform JSON, by id. */
export interface OrganisationExample {
  readonly shows: Example["shows"];
  readonly configurations: Readonly<Record<string, object>>;
}
