import { demandSet } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const cloudfrontHasDefaultRootObject: Rule = {
  id: "cloudfront-has-default-root-object",
  what: "A distribution says which object it serves at its root.",
  why: "Otherwise a request for / asks the bucket for its list of objects.",
  fix: 'Set default_root_object, such as "index.html".',
  severity: "low",
  checks: [23],
  controls: ["FSBP CloudFront.1"],
  types: ["aws_cloudfront_distribution"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_cloudfront_distribution")) {
      yield* demandSet({ resource }, "default_root_object", "says not what it serves at its root");
    }
  },
  passes: [
    { shows: "a page", configuration: one("aws_cloudfront_distribution", { default_root_object: "index.html" }) },
  ],
  fails: [{ shows: "none", configuration: one("aws_cloudfront_distribution", {}) }],
};
