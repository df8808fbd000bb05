import { ENDED_LAMBDA_RUNTIMES } from "../../../aws/lambda-runtimes";
import { unknownAt, violationAt } from "../../demand";
import { one } from "../../examples";
import { FUNCTION } from "../../parse/functions";
import type { Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import { ofType } from "../../view/stack-view";

export const functionRuntimeIsMaintained: Rule = {
  id: "function-runtime-is-maintained",
  what: "A function runs on a runtime that still gets security patches.",
  why: "Holes in it stay open; some day Lambda refuses to update the function at all.",
  fix: 'Move to a runtime that the page "Lambda runtimes" of the AWS Lambda Developer Guide lists as supported.',
  severity: "medium",
  checks: [],
  controls: ["FSBP Lambda.2"],
  types: [FUNCTION],
  judge: function* (view) {
    for (const resource of ofType(view, FUNCTION)) {
      const { runtime } = resource.values;
      const name = textIn(runtime) ?? "";
      if (isUnknown(runtime)) yield unknownAt({ resource }, "runtime");
      else if (Object.hasOwn(ENDED_LAMBDA_RUNTIMES, name)) {
        const day = ENDED_LAMBDA_RUNTIMES[name];
        yield violationAt({ resource }, "runtime", `${name} gets no security patches since ${day}`);
      }
    }
  },
  passes: [
    { shows: "a runtime that is not known to have ended", configuration: one(FUNCTION, { runtime: "nodejs24.x" }) },
    { shows: "an image, which has none", configuration: one(FUNCTION, { package_type: "Image" }) },
  ],
  fails: [
    { shows: "a runtime that has ended", configuration: one(FUNCTION, { runtime: "python3.8" }) },
    { shows: "one that many still use", configuration: one(FUNCTION, { runtime: "nodejs20.x" }) },
  ],
};
