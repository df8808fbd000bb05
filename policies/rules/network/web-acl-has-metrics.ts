import { demand, isTrue, type Place } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { blocksIn } from "../../value";
import { ofType, type Resource, type StackView } from "../../view/stack-view";

const TYPES = ["aws_wafv2_web_acl", "aws_wafv2_rule_group"];

export const webAclHasMetrics: Rule = {
  id: "web-acl-has-metrics",
  what: "A web ACL and each of its rules count what they see, in CloudWatch.",
  why: "Without numbers nobody notices an attack, nor a rule that refuses customers.",
  fix: "Set visibility_config with cloudwatch_metrics_enabled = true, in the ACL and in each rule.",
  severity: "low",
  checks: [23],
  controls: ["FSBP WAF.12"],
  types: TYPES,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const place of ofType(view, ...TYPES).flatMap(placesOf)) {
      yield* demand(place, "visibility_config.cloudwatch_metrics_enabled", isTrue, "counts nothing in CloudWatch");
    }
  },
  passes: [
    {
      shows: "an ACL and a rule that count",
      configuration: one("aws_wafv2_web_acl", {
        visibility_config: { cloudwatch_metrics_enabled: true },
        rule: [{ name: "common", visibility_config: { cloudwatch_metrics_enabled: true } }],
      }),
    },
  ],
  fails: [
    {
      shows: "an ACL that does not",
      configuration: one("aws_wafv2_web_acl", { visibility_config: { cloudwatch_metrics_enabled: false } }),
    },
    {
      shows: "a rule that does not",
      configuration: one("aws_wafv2_rule_group", {
        visibility_config: { cloudwatch_metrics_enabled: true },
        rule: { visibility_config: { cloudwatch_metrics_enabled: false } },
      }),
    },
  ],
};

const placesOf = (resource: Resource): readonly Place[] => [
  { resource },
  ...blocksIn(resource.values.rule).map((block, index) => ({ resource, block, at: `rule[${index}]` })),
];
