import { isCalledAsynchronously, logGroupsOf } from "../../../policies/parse/functions";
import { viewOfConfiguration } from "../../../policies/view/from-configuration";
import { type Resource, resourceAt } from "../../../policies/view/stack-view";

const stack = (values: object, others: object) =>
  viewOfConfiguration("a", { resource: { aws_lambda_function: { a: values }, ...others } } as never);

const fn = (view: ReturnType<typeof stack>) => resourceAt(view, "aws_lambda_function.a") as Resource;

describe("the log groups of a function", () => {
  it.each([
    ["by its name", { function_name: "a" }, { name: "/aws/lambda/a" }, ["g"]],
    ["by the same template", { function_name: "${var.n}" }, { name: "/aws/lambda/${var.n}" }, ["g"]],
    ["by a reference to the function", {}, { name: "/aws/lambda/${aws_lambda_function.a.function_name}" }, ["g"]],
    ["by a reference to the group", { logging_config: { log_group: "${aws_cloudwatch_log_group.g.name}" } }, {}, ["g"]],
    ["not another's", { function_name: "a" }, { name: "/aws/lambda/b" }, []],
  ])("%s", (_, values, group, expected) => {
    const view = stack(values, { aws_cloudwatch_log_group: { g: group } });
    expect(logGroupsOf(view, fn(view)).map(({ name }) => name)).toEqual(expected);
  });
});

describe("whether a function is called by somebody who does not wait", () => {
  const permission = (principal: string) => ({
    aws_lambda_permission: { p: { function_name: "${aws_lambda_function.a.arn}", principal } },
  });
  it.each([
    ["by EventBridge", permission("events.amazonaws.com"), true],
    ["by a bucket", permission("s3.amazonaws.com"), true],
    ["by logs of a region", permission("logs.eu-west-1.amazonaws.com"), true],
    ["by an API, which waits", permission("apigateway.amazonaws.com"), false],
    ["by an account", permission("111111111111"), false],
    [
      "as its settings for events say",
      { aws_lambda_function_event_invoke_config: { c: { function_name: "a" } } },
      true,
    ],
    ["not as those of another say", { aws_lambda_function_event_invoke_config: { c: { function_name: "b" } } }, false],
    ["by nobody", {}, false],
  ])("%s", (_, others, expected) => {
    const view = stack({ function_name: "a" }, others);
    expect(isCalledAsynchronously(view, fn(view))).toBe(expected);
  });
});
