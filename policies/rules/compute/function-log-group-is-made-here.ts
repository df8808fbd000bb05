import { comesFromSomewhere, valueAt, violationAt } from "../../demand";
import { one } from "../../examples";
import { FUNCTION, logGroupsOf } from "../../parse/functions";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

export const functionLogGroupIsMadeHere: Rule = {
  id: "function-log-group-is-made-here",
  what: "The log group of a function is one that Terraform makes.",
  why: "The one that Lambda makes has no key and keeps everything for ever.",
  fix: "Add an `aws_cloudwatch_log_group` named /aws/lambda/ and the function, or name one in `logging_config`.",
  severity: "medium",
  checks: [20],
  controls: [],
  types: [FUNCTION],
  judge: function* (view) {
    for (const resource of ofType(view, FUNCTION)) {
      // A group of another stack comes as a reference.
      if (comesFromSomewhere(valueAt(resource.values, "logging_config.log_group"))) continue;
      if (logGroupsOf(view, resource).length === 0) {
        yield violationAt({ resource }, "logging_config.log_group", "its log group is made by Lambda");
      }
    }
  },
  passes: [
    {
      shows: "a group named after the function",
      configuration: one(
        FUNCTION,
        { function_name: "a" },
        { aws_cloudwatch_log_group: { a: { name: "/aws/lambda/a" } } },
      ),
    },
    {
      shows: "a group named by the function",
      configuration: one(
        FUNCTION,
        { function_name: "a", logging_config: { log_format: "JSON", log_group: "${aws_cloudwatch_log_group.a.name}" } },
        { aws_cloudwatch_log_group: { a: { name: "/dev/a" } } },
      ),
    },
    {
      shows: "a group that refers to the function",
      configuration: one(
        FUNCTION,
        { function_name: "a" },
        { aws_cloudwatch_log_group: { a: { name: "/aws/lambda/${aws_lambda_function.a.function_name}" } } },
      ),
    },
  ],
  fails: [
    { shows: "no group", configuration: one(FUNCTION, { function_name: "a" }) },
    {
      shows: "the group of another function",
      configuration: one(
        FUNCTION,
        { function_name: "a" },
        { aws_cloudwatch_log_group: { a: { name: "/aws/lambda/b" } } },
      ),
    },
  ],
};
