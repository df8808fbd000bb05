import type { Placeholder } from "../plan/foreseen-output";
import { revealing } from "./attributes/placeholders";
import { canonicalPlan } from "./history/canonical-plan";
import { digestOf } from "./history/digest";
import { readersIn, withReaders } from "./output-readers";
import { contentOf } from "./plan-content";
import type { StackPlan } from "./read/stack-plan";
import type { StackResult } from "./read/stack-result";
import type { PlanContent, Report, StackReport } from "./report";
import { withoutSecrets } from "./secrets/job-secrets";
import { withoutSecretsInText } from "./secrets/suspects";

/**
 * What the results of several stacks mean for a reader.
 *
 * @param secrets Values that must not be shown, whatever stands around them: those that the job was handed.
 */
export function reportOf(stacks: readonly StackResult[], secrets: readonly string[] = []): Report {
  const readersOf = readersIn(stacks);
  const hide = withoutSecrets(secrets);
  return { stacks: stacks.map((stack) => withReaders(stackReportOf(stack, hide), readersOf)) };
}

function stackReportOf(stack: StackResult, hide: (text: string) => string): StackReport {
  const clean = (text: string) => withoutSecretsInText(hide(text));
  const { id, source, waitsFor = [], placeholders = [], notes = [] } = stack;
  const plan = "plan" in stack ? stack.plan : undefined;
  const content = plan && contentOf(plan, revealing(placeholders), hide);
  return {
    id,
    state: stateOf(stack, content),
    ...(source !== undefined && { source }),
    waitsFor,
    notes: notes.map(clean),
    ...(stack.status === "failed" ? { error: clean(stack.error) } : isErrored(stack) && { error: "" }),
    ...(content && { content }),
    ...(plan && identityOf(plan, placeholders)),
  };
}

/** What the plan does, in a few characters, and when and by which Terraform it was made. */
function identityOf(
  plan: StackPlan,
  placeholders: readonly Placeholder[],
): Pick<StackReport, "digest" | "digested" | "terraformVersion" | "plannedAt"> {
  const { terraform_version: terraformVersion, timestamp } = plan;
  const canonical = canonicalPlan(plan, placeholders);
  return {
    digest: digestOf(canonical),
    digested: canonical.changes.length + canonical.outputs.length,
    ...(terraformVersion && { terraformVersion }),
    ...(timestamp && TIMESTAMP.test(timestamp) && { plannedAt: timestamp }),
  };
}

/** As Terraform writes it; whatever else stands there is no time. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

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
