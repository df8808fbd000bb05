import { demandSet } from "../../demand";
import { inProduction, one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const cloudfrontHasWebAclInProduction: Rule = {
  id: "cloudfront-has-web-acl-in-production",
  what: "Distributions of production stand behind a web ACL.",
  why: "Without one nothing limits how often somebody asks, and known attacks reach the origin.",
  fix: "Set web_acl_id to the ARN of a web ACL of the scope CLOUDFRONT; one for each environment is enough.",
  severity: "medium",
  checks: [23],
  controls: ["FSBP CloudFront.6"],
  types: ["aws_cloudfront_distribution"],
  judge: function* (view: StackView): Iterable<Judgement> {
    if (view.facts.production !== true) return;
    for (const resource of ofType(view, "aws_cloudfront_distribution")) {
      yield* demandSet({ resource }, "web_acl_id", "stands behind no web ACL, though it is of production");
    }
  },
  passes: [
    {
      shows: "an ACL in production",
      configuration: inProduction(one("aws_cloudfront_distribution", { web_acl_id: "${aws_wafv2_web_acl.b.arn}" })),
    },
    { shows: "none outside of production", configuration: one("aws_cloudfront_distribution", {}) },
  ],
  fails: [{ shows: "none in production", configuration: inProduction(one("aws_cloudfront_distribution", {})) }],
};
