import { demandSet } from "../../demand";
import { one } from "../../examples";
import { behavioursOf } from "../../parse/distributions";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const cloudfrontAddsSecurityHeaders: Rule = {
  id: "cloudfront-adds-security-headers",
  what: "Every behaviour of a distribution names a policy for response headers.",
  why: "Without HSTS, nosniff and a policy for content, browsers protect nobody from a downgrade or a foreign script.",
  fix: "Set response_headers_policy_id to a managed or a shared policy.",
  severity: "low",
  checks: [23],
  controls: [],
  types: ["aws_cloudfront_distribution"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const place of ofType(view, "aws_cloudfront_distribution").flatMap(behavioursOf)) {
      yield* demandSet(place, "response_headers_policy_id", "adds no headers to what it answers");
    }
  },
  passes: [
    {
      shows: "a policy of the stack",
      configuration: one("aws_cloudfront_distribution", {
        default_cache_behavior: { response_headers_policy_id: "${aws_cloudfront_response_headers_policy.b.id}" },
      }),
    },
  ],
  fails: [
    { shows: "none", configuration: one("aws_cloudfront_distribution", { default_cache_behavior: [{}] }) },
    {
      shows: "one, but not for all paths",
      configuration: one("aws_cloudfront_distribution", {
        default_cache_behavior: { response_headers_policy_id: "67f7725c-6f97-4210-82d7-5512b31e9d03" },
        ordered_cache_behavior: [{ response_headers_policy_id: null }],
      }),
    },
  ],
};
