import { actionOf } from "./actions";
import { type AttributeChange, attributeChanges, type Shown } from "./attributes/attribute-changes";
import { pathOf } from "./attributes/attribute-path";
import { valueAt } from "./attributes/json-tree";
import type { Reveal } from "./attributes/placeholders";
import type { PlannedChange, PlannedInvocation, PlannedResource, StackPlan } from "./read/stack-plan";
import type { Deferral, FailedCheck, Invocation, OutputChange, PlanContent, ResourceChange } from "./report";
import { hides, withoutSensitive } from "./secrets/sensitivity";

/**
 * What a plan holds, without what it marks as sensitive.
 *
 * @param reveal Tells placeholders from real values.
 */
export function contentOf(plan: StackPlan, reveal: Reveal): PlanContent {
  const changes = plan.resource_changes.flatMap((resource) => resourceChangeOf(resource, reveal));
  return {
    changes,
    unchanged: plan.resource_changes.filter((resource) => actionOf(resource) === undefined).length,
    held: plan.resource_changes.length,
    outputs: plan.output_changes.flatMap(([name, change]) => outputChangeOf(name, change, reveal)),
    drift: plan.resource_drift.flatMap((resource) =>
      resourceChangeOf(resource, reveal).map((change) => ({ ...change, isRelevant: true })),
    ),
    deferred: deferralsIn(plan),
    invocations: plan.action_invocations.map(invocationOf),
    failedChecks: failedChecksIn(plan),
    complete: plan.complete ?? true,
    ...(typeof plan.applyable === "boolean" && { applyable: plan.applyable }),
  };
}

function resourceChangeOf(resource: PlannedResource, reveal: Reveal): readonly ResourceChange[] {
  const action = actionOf(resource);
  if (!action) return [];
  const { address, previous_address: previous, deposed, action_reason: reason, change } = resource;
  return [
    {
      address: deposed ? `${address} (deposed ${deposed})` : address,
      ...(previous && previous !== address && { previousAddress: previous }),
      type: resource.type ?? "",
      isData: resource.mode === "data",
      action,
      actions: change.actions,
      ...(reason && { reason }),
      deposed: Boolean(deposed),
      replacePaths: change.replace_paths.map(pathOf),
      ...(change.importing && { importId: importIdOf(change) }),
      ...(change.generated_config && { generatesConfig: true as const }),
      attributes: action === "delete" || action === "forget" ? [] : attributeChanges(change).map(reveal),
    },
  ];
}

/** The id is hidden when the attribute `id` is. */
function importIdOf(change: PlannedChange): Shown {
  const { importing, before, after, before_sensitive: marksBefore, after_sensitive: marksAfter } = change;
  if (importing?.unknown) return { kind: "unknown" };
  if (!importing?.id) return { kind: "absent" };
  const isHidden =
    hides(marksBefore, before) ||
    hides(marksAfter, after) ||
    [marksBefore, marksAfter].some((marks) => hides(valueAt(marks, "id"), importing.id));
  return isHidden ? { kind: "sensitive" } : { kind: "value", value: importing.id };
}

function outputChangeOf(name: string, change: PlannedChange, reveal: Reveal): readonly OutputChange[] {
  const actions = change.actions.join(",");
  if (actions === "no-op") return [];
  const action = actions === "create" || actions === "update" || actions === "delete" ? actions : "unknown";
  const attributes = attributeChanges(change, name).map(reveal);
  return [
    { name, action, actions: change.actions, attributes: attributes.length > 0 ? attributes : [whole(name, change)] },
  ];
}

/** An output that Terraform changes although its value stays, as when it becomes sensitive. */
function whole(path: string, { before, after, before_sensitive, after_sensitive }: PlannedChange): AttributeChange {
  const shown = (value: unknown): Shown =>
    hides(before_sensitive, before) || hides(after_sensitive, after)
      ? { kind: "sensitive" }
      : { kind: "value", value: withoutSensitive(value ?? null, [before_sensitive, after_sensitive]) };
  return { path, before: shown(before), after: shown(after), forcesReplacement: false };
}

const deferralsIn = (plan: StackPlan): readonly Deferral[] => [
  ...plan.deferred_changes.map(({ reason, resource_change: { address, change } }) => ({
    address,
    actions: change.actions,
    reason: reason ?? "unknown",
  })),
  ...plan.deferred_action_invocations.map(({ reason, action_invocation: { address } }) => ({
    address,
    actions: ["invoke"],
    reason: reason ?? "unknown",
  })),
];

function invocationOf({ address, lifecycle_action_trigger: trigger }: PlannedInvocation): Invocation {
  const resource = trigger?.triggering_resource_address;
  return { address, ...(resource && { trigger: { address: resource, event: trigger.action_trigger_event ?? "" } }) };
}

/** `pass` holds, and `unknown` will be known after the apply; any other status, known or not, is a failure. */
const holds = (status: string): boolean => status === "pass" || status === "unknown";

function failedChecksIn(plan: StackPlan): readonly FailedCheck[] {
  return plan.checks.flatMap(({ address, status, instances }) => {
    const failed = instances
      .filter((instance) => !holds(instance.status))
      .map((instance) => ({
        address: instance.address.to_display,
        problems: instance.problems.map(({ message }) => message),
      }));
    return failed.length > 0 || holds(status) ? failed : [{ address: address.to_display, problems: [] }];
  });
}
