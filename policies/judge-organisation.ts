import { found } from "./judge";
import type { OrganisationRule } from "./organisation-rule";
import type { Finding } from "./rule";
import type { StackView } from "./view/stack-view";

/**
 * What rules over all stacks together find: by rule, then in the order in which the rule tells it. Give it every stack: what
 * is not there cannot collide.
 */
export const judgeOrganisation = (
  rules: readonly OrganisationRule[],
  views: readonly StackView[],
): readonly Finding[] => rules.flatMap((rule) => found(rule, "all stacks", () => rule.judge(views)));
