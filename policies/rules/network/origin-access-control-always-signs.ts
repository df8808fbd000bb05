import { demand } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const originAccessControlAlwaysSigns: Rule = {
  id: "origin-access-control-always-signs",
  what: "An origin access control signs every request.",
  why: "With no-override a visitor's own Authorization header reaches the origin in its place.",
  fix: 'Set signing_behavior = "always" and signing_protocol = "sigv4".',
  severity: "medium",
  checks: [23],
  controls: ["FSBP CloudFront.13"],
  types: ["aws_cloudfront_origin_access_control"],
  judge: function* (view: StackView): Iterable<Judgement> {
    const isAlways = (value: unknown) => value === "always";
    for (const resource of ofType(view, "aws_cloudfront_origin_access_control")) {
      yield* demand({ resource }, "signing_behavior", isAlways, "does not sign every request");
    }
  },
  passes: [
    { shows: "always", configuration: one("aws_cloudfront_origin_access_control", { signing_behavior: "always" }) },
  ],
  fails: [
    { shows: "never", configuration: one("aws_cloudfront_origin_access_control", { signing_behavior: "never" }) },
    {
      shows: "unless the visitor does",
      configuration: one("aws_cloudfront_origin_access_control", { signing_behavior: "no-override" }),
    },
  ],
};
