import { demandSet, violationAt } from "../../demand";
import { one } from "../../examples";
import { behavioursOf } from "../../parse/distributions";
import type { Judgement, Rule } from "../../rule";
import { blocksIn } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

export const cloudfrontCachesByPolicy: Rule = {
  id: "cloudfront-caches-by-policy",
  what: "Every behaviour of a distribution names a cache policy, and none says forwarded_values.",
  why: "What is spelled out for each behaviour differs before long, and caches one visitor's answer for another one.",
  fix: "Set cache_policy_id to a managed or a shared policy, and remove forwarded_values.",
  severity: "low",
  checks: [23],
  controls: [],
  types: ["aws_cloudfront_distribution"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const place of ofType(view, "aws_cloudfront_distribution").flatMap(behavioursOf)) {
      if (blocksIn(place.block?.forwarded_values).length > 0) {
        yield violationAt(place, "forwarded_values", "says by itself what is cached");
      } else yield* demandSet(place, "cache_policy_id", "names no cache policy");
    }
  },
  passes: [
    {
      shows: "a managed policy",
      configuration: one("aws_cloudfront_distribution", {
        default_cache_behavior: { cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6" },
      }),
    },
  ],
  fails: [
    {
      shows: "the old way",
      configuration: one("aws_cloudfront_distribution", {
        default_cache_behavior: { forwarded_values: { query_string: true, cookies: { forward: "none" } } },
      }),
    },
    { shows: "nothing", configuration: one("aws_cloudfront_distribution", { ordered_cache_behavior: [{}] }) },
  ],
};
