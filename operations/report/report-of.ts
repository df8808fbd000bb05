import type { Placeholder } from "../plan/foreseen-output";
import type { Retiring } from "../plan/synthesized-stack";
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
import type { Violation } from "./violation";

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
  const violations = (stack.violations ?? []).map((violation) => cleaned(violation, clean));
  const content = plan && withViolations(contentOf(plan, revealing(placeholders), hide), violations);
  return {
    id,
    state: stateOf(stack, content),
    ...(source !== undefined && { source }),
    waitsFor,
    notes: notes.map(clean),
    ...(stack.retiring && { retiring: cleanedRetiring(stack.retiring, clean) }),
    ...(stack.status === "failed" ? { error: clean(stack.error) } : isErrored(stack) && { error: "" }),
    ...(content && { content }),
    ...(violations.length > 0 && { violations }),
    ...(plan && identityOf(plan, placeholders)),
  };
}

const cleanedRetiring = (retiring: Retiring, clean: (text: string) => string): Retiring => ({
  ...retiring,
  reason: clean(retiring.reason),
  backup: clean(retiring.backup),
  ...(retiring.because !== undefined && { because: clean(retiring.because) }),
});

const cleaned = ({ address, path, message, ...rest }: Violation, clean: (text: string) => string): Violation => ({
  ...rest,
  ...(address !== undefined && { address: clean(address) }),
  ...(path !== undefined && { path: clean(path) }),
  message: clean(message),
});

/** Each violation beside the change of its resource, too. */
function withViolations(content: PlanContent, violations: readonly Violation[]): PlanContent {
  if (violations.length === 0) return content;
  const changes = content.changes.map((change) => {
    const own = violations.filter(({ address }) => address === change.address);
    return own.length > 0 ? { ...change, violations: own } : change;
  });
  return { ...content, changes };
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
