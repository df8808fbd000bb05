import { isUnset, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { isUnknown } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

export const webAclHasRules: Rule = {
  id: "web-acl-has-rules",
  what: "A web ACL has rules.",
  why: "One without rules does nothing but its default action, and looks like protection.",
  fix: "Add managed rule groups, and a rule that limits the rate.",
  severity: "medium",
  checks: [23],
  controls: ["FSBP WAF.10"],
  types: ["aws_wafv2_web_acl"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_wafv2_web_acl")) {
      const { rule, rule_json: json } = resource.values;
      const isEmpty = isUnset(rule) && (isUnset(json) || json === "[]");
      if (isEmpty && !isUnknown(json)) yield violationAt({ resource }, "rule", "has no rules");
    }
  },
  passes: [
    { shows: "a rule", configuration: one("aws_wafv2_web_acl", { rule: [{ name: "common" }] }) },
    { shows: "rules as JSON", configuration: one("aws_wafv2_web_acl", { rule_json: "${jsonencode(local.rules)}" }) },
  ],
  fails: [
    { shows: "none", configuration: one("aws_wafv2_web_acl", { default_action: { allow: {} } }) },
    { shows: "an empty list", configuration: one("aws_wafv2_web_acl", { rule: [] }) },
  ],
};
