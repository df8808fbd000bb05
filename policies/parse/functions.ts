import { isUnknown, referencesIn, textIn } from "../value";
import { about, ofType, type Resource, type StackView, withoutInstance } from "../view/stack-view";

export const FUNCTION = "aws_lambda_function";

/** Who calls functions and does not wait for their answer: an event whose function fails twice is gone. */
const ASYNCHRONOUS_CALLERS =
  /^(?:events|s3|sns|logs|scheduler|ses|iot|config|codecommit|codepipeline|cloudformation)(?:\.[\w-]+)?\.amazonaws\.com$/;

/** What stands beside a function and names it. */
export const besideFunction = (view: StackView, resource: Resource, type: string): readonly Resource[] =>
  about(view, resource, type, "function_name", ["function_name", "arn"]);

/** Whether somebody calls a function and does not wait for it, as far as the stack tells. */
export const isCalledAsynchronously = (view: StackView, resource: Resource): boolean =>
  besideFunction(view, resource, "aws_lambda_permission").some(({ values }) =>
    ASYNCHRONOUS_CALLERS.test(textIn(values.principal) ?? ""),
  ) || besideFunction(view, resource, "aws_lambda_function_event_invoke_config").length > 0;

/** The log groups that a function writes to, among those of the stack. */
export function logGroupsOf(view: StackView, resource: Resource): readonly Resource[] {
  const address = withoutInstance(resource.address);
  const { logging_config: logging, function_name: name } = resource.values;
  const named = new Set([...referencesIn(logging), ...(resource.refers?.logging_config ?? [])]);
  const byDefault = textIn(name) === undefined ? undefined : `/aws/lambda/${textIn(name)}`;
  return ofType(view, "aws_cloudwatch_log_group").filter((group) => {
    const own = group.values.name;
    if (named.has(withoutInstance(group.address))) return true;
    if (byDefault !== undefined && own === byDefault) return true;
    if (isUnknown(own) && isUnknown(name) && own.template === `/aws/lambda/${name.template}`) return true;
    return (group.refers?.name ?? referencesIn(own)).includes(address);
  });
}
