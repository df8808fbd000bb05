import { unknownAt, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

/** Bytes; AWS does not raise it (Amazon CloudFront quotas). */
const MOST = 10_240;

export const cloudfrontFunctionFits: Rule = {
  id: "cloudfront-function-fits",
  what: "The code of a CloudFront function has at most 10,240 bytes.",
  why: "AWS refuses more in the middle of an apply, and raises this quota for nobody.",
  fix: "Minify the code, and move data such as routes into a key-value store.",
  severity: "medium",
  checks: [24],
  controls: [],
  types: ["aws_cloudfront_function"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_cloudfront_function")) {
      const { code } = resource.values;
      const size = Buffer.byteLength(textIn(code) ?? "");
      if (isUnknown(code)) yield unknownAt({ resource }, "code");
      else if (size > MOST) yield violationAt({ resource }, "code", `its code has ${size} bytes`);
    }
  },
  passes: [{ shows: "10,240 bytes", configuration: one("aws_cloudfront_function", { code: "a".repeat(MOST) }) }],
  fails: [
    { shows: "a byte too many", configuration: one("aws_cloudfront_function", { code: "a".repeat(MOST + 1) }) },
    {
      shows: "letters of two bytes",
      configuration: one("aws_cloudfront_function", { code: "é".repeat(MOST / 2 + 1) }),
    },
  ],
};
