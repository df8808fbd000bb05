import { demand, isFalse } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import type { Value } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

export const cloudfrontFunctionIsPublished: Rule = {
  id: "cloudfront-function-is-published",
  what: "CloudFront functions are published when they change.",
  why: "A distribution runs what was published last: a change would be applied, and nothing would happen.",
  fix: "Leave publish out, or set it to true.",
  severity: "low",
  checks: [24],
  controls: [],
  types: ["aws_cloudfront_function"],
  judge: function* (view: StackView): Iterable<Judgement> {
    const isOn = (value: Value | undefined) => !isFalse(value);
    for (const resource of ofType(view, "aws_cloudfront_function")) {
      yield* demand({ resource }, "publish", isOn, "is not published");
    }
  },
  passes: [
    { shows: "nothing said", configuration: one("aws_cloudfront_function", {}) },
    { shows: "published", configuration: one("aws_cloudfront_function", { publish: true }) },
  ],
  fails: [
    { shows: "a draft, as a text", configuration: one("aws_cloudfront_function", { publish: "0" }) },
    { shows: "not published", configuration: one("aws_cloudfront_function", { publish: false }) },
  ],
};
