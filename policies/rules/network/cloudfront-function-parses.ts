import { Script } from "node:vm";
import { violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { textIn } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

/** Modules come from CloudFront alone, and only this statement brings them in. */
const IMPORT = /^\s*import\s+[\w$\s{},*]+\s+from\s+(["'])[\w:-]+\1\s*;?/gm;

const HANDLER = /\bfunction\s+handler\b|\bhandler\s*=/;

export const cloudfrontFunctionParses: Rule = {
  id: "cloudfront-function-parses",
  what: "The code of a CloudFront function is JavaScript, and has a handler.",
  why: "AWS checks it only when it publishes the function, in the middle of an apply.",
  fix: "Mend the code; it must define a function with the name handler.",
  severity: "medium",
  checks: [24],
  controls: [],
  types: ["aws_cloudfront_function"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_cloudfront_function")) {
      const code = textIn(resource.values.code);
      // Of code that is not known another rule speaks.
      if (code === undefined) continue;
      const problem = problemOf(code) ?? (HANDLER.test(code) ? undefined : "defines no handler");
      if (problem) yield violationAt({ resource }, "code", problem);
    }
  },
  passes: [
    {
      shows: "a handler that reads a key-value store",
      configuration: one("aws_cloudfront_function", {
        code: "import cf from 'cloudfront';\nasync function handler(event) { return await cf.kvs().get(event.uri); }",
      }),
    },
    {
      shows: "a handler with a template of its own, escaped for Terraform",
      configuration: one("aws_cloudfront_function", { code: "const handler = (e) => `/$${e.uri}`;" }),
    },
  ],
  fails: [
    { shows: "half a function", configuration: one("aws_cloudfront_function", { code: "function handler(event) {" }) },
    { shows: "no handler", configuration: one("aws_cloudfront_function", { code: "function main() {}" }) },
  ],
};

/** Compiles the code, and never runs it. */
function problemOf(code: string): string | undefined {
  try {
    new Script(code.replace(IMPORT, ""));
    return undefined;
  } catch (error) {
    return `its code is no JavaScript: ${(error as Error).message}`;
  }
}
