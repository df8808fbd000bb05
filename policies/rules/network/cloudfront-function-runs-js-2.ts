import { demand } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const cloudfrontFunctionRunsJs2: Rule = {
  id: "cloudfront-function-runs-js-2",
  what: "CloudFront functions run on cloudfront-js-2.0.",
  why: "The older runtime knows neither key-value stores nor await.",
  fix: 'Set runtime = "cloudfront-js-2.0".',
  severity: "low",
  checks: [24],
  controls: [],
  types: ["aws_cloudfront_function"],
  judge: function* (view: StackView): Iterable<Judgement> {
    const isNew = (value: unknown) => value === "cloudfront-js-2.0";
    for (const resource of ofType(view, "aws_cloudfront_function")) {
      yield* demand({ resource }, "runtime", isNew, "runs on an older runtime");
    }
  },
  passes: [{ shows: "2.0", configuration: one("aws_cloudfront_function", { runtime: "cloudfront-js-2.0" }) }],
  fails: [{ shows: "1.0", configuration: one("aws_cloudfront_function", { runtime: "cloudfront-js-1.0" }) }],
};
