import { demand } from "../../demand";
import { one } from "../../examples";
import { behavioursOf } from "../../parse/distributions";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const cloudfrontViewersUseHttps: Rule = {
  id: "cloudfront-viewers-use-https",
  what: "CloudFront answers visitors over HTTPS alone.",
  why: "Whoever is on the way reads and changes what passes without TLS.",
  fix: 'Set viewer_protocol_policy = "redirect-to-https", or "https-only" for an API.',
  severity: "high",
  checks: [23],
  controls: ["FSBP CloudFront.3"],
  types: ["aws_cloudfront_distribution"],
  judge: function* (view: StackView): Iterable<Judgement> {
    const isHttps = (value: unknown) => value === "redirect-to-https" || value === "https-only";
    for (const place of ofType(view, "aws_cloudfront_distribution").flatMap(behavioursOf)) {
      yield* demand(place, "viewer_protocol_policy", isHttps, "answers plain HTTP");
    }
  },
  passes: [
    {
      shows: "a redirect, and HTTPS only",
      configuration: one("aws_cloudfront_distribution", {
        default_cache_behavior: { viewer_protocol_policy: "redirect-to-https" },
        ordered_cache_behavior: [{ viewer_protocol_policy: "https-only" }],
      }),
    },
  ],
  fails: [
    {
      shows: "plain HTTP for some paths",
      configuration: one("aws_cloudfront_distribution", {
        default_cache_behavior: { viewer_protocol_policy: "redirect-to-https" },
        ordered_cache_behavior: [{ viewer_protocol_policy: "allow-all" }],
      }),
    },
  ],
};
