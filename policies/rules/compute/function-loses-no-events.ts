import { comesFromSomewhere, isUnset, valueAt, violationAt } from "../../demand";
import { one } from "../../examples";
import { besideFunction, FUNCTION, isCalledAsynchronously } from "../../parse/functions";
import type { Rule } from "../../rule";
import { isUnknown, numberIn, type Value } from "../../value";
import { ofType, type Resource, type StackView } from "../../view/stack-view";

const INVOKE = "aws_lambda_function_event_invoke_config";

export const functionLosesNoEvents: Rule = {
  id: "function-loses-no-events",
  what: "A function whose callers do not wait has reserved concurrency, or a place for the events that it fails.",
  why: "Lambda tries an event three times and throws it away; other functions of the account may leave it no capacity.",
  fix: "Set `dead_letter_config`, a destination on failure, or `reserved_concurrent_executions`.",
  severity: "medium",
  checks: [],
  controls: [],
  types: [FUNCTION],
  judge: function* (view) {
    for (const resource of ofType(view, FUNCTION)) {
      if (isCalledAsynchronously(view, resource) && !isCaredFor(view, resource)) {
        yield violationAt({ resource }, "dead_letter_config", "events that it fails are gone");
      }
    }
  },
  passes: [
    { shows: "nobody calls it", configuration: one(FUNCTION, { function_name: "a" }) },
    { shows: "a queue for failed events", configuration: called({ dead_letter_config: { target_arn: "arn:a" } }) },
    { shows: "capacity of its own", configuration: called({ reserved_concurrent_executions: 5 }) },
    {
      shows: "a destination on failure",
      configuration: called(
        {},
        { [INVOKE]: { a: { function_name: "a", destination_config: { on_failure: { destination: "arn:a" } } } } },
      ),
    },
  ],
  fails: [
    { shows: "nothing", configuration: called({}) },
    { shows: "capacity without a limit", configuration: called({ reserved_concurrent_executions: -1 }) },
    {
      shows: "a destination on success alone",
      configuration: called(
        {},
        { [INVOKE]: { a: { function_name: "a", destination_config: { on_success: { destination: "arn:a" } } } } },
      ),
    },
  ],
};

function called(values: object, others: Readonly<Record<string, object>> = {}): object {
  const permission = { function_name: "${aws_lambda_function.a.function_name}", principal: "events.amazonaws.com" };
  return one(FUNCTION, { function_name: "a", ...values }, { aws_lambda_permission: { a: permission }, ...others });
}

function isCaredFor(view: StackView, resource: Resource): boolean {
  const reserved = resource.values.reserved_concurrent_executions;
  if ((numberIn(reserved) ?? -1) >= 0 || comesFromSomewhere(reserved)) return true;
  if (isThere(valueAt(resource.values, "dead_letter_config.target_arn"))) return true;
  return besideFunction(view, resource, INVOKE).some(({ values }) =>
    isThere(valueAt(values, "destination_config.on_failure.destination")),
  );
}

const isThere = (value: Value | undefined): boolean => isUnknown(value) || !isUnset(value);
