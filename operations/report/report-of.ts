import { revealing } from "./attributes/placeholders";
import { contentOf } from "./plan-content";
import type { StackResult } from "./read/stack-result";
import type { PlanContent, Report, StackReport } from "./report";

/** What the results of several stacks mean for a reader. */
export const reportOf = (stacks: readonly StackResult[]): Report => ({ stacks: stacks.map(stackReportOf) });

function stackReportOf(stack: StackResult): StackReport {
  const { id, source, waitsFor = [], placeholders = [], notes = [] } = stack;
  const content = "plan" in stack && stack.plan ? contentOf(stack.plan, revealing(placeholders)) : undefined;
  return {
    id,
    state: stateOf(stack, content),
    ...(source !== undefined && { source }),
    waitsFor,
    notes,
    ...(stack.status === "failed" ? { error: stack.error } : isErrored(stack) && { error: "" }),
    ...(content && { content }),
  };
}

function stateOf(stack: StackResult, content: PlanContent | undefined): StackReport["state"] {
  if (stack.status !== "planned") return stack.status;
  if (isErrored(stack)) return "failed";
  return content && changesSomething(content) ? "changes" : "no-changes";
}

/** Terraform saves what it planned before it failed, too. */
const isErrored = (stack: StackResult): boolean => stack.status === "planned" && stack.plan.errored === true;

/** Whether applying the plan would do anything but record drift. */
const changesSomething = ({ changes, outputs, deferred, invocations }: PlanContent): boolean =>
  [changes, outputs, deferred, invocations].some((part) => part.length > 0);
