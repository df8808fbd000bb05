import { actionOf } from "./actions";
import { partsOfAddress } from "./address";
import { attributeChanges, type Shown, wholeAsChange } from "./attributes/attribute-changes";
import { pathOf } from "./attributes/attribute-path";
import { valueAt } from "./attributes/json-tree";
import { type Origins, originsIn } from "./attributes/origins";
import { type Reveal, rewriting } from "./attributes/placeholders";
import { relevanceIn } from "./drift";
import type { PlannedChange, PlannedInvocation, PlannedResource, StackPlan } from "./read/stack-plan";
import type { Deferral, FailedCheck, Invocation, OutputChange, PlanContent, ResourceChange } from "./report";
import { hides } from "./secrets/sensitivity";
import { withoutSecretsInText } from "./secrets/suspects";

/**
 * What a plan holds, without what it marks as sensitive.
 *
 * @param placeholders Tells placeholders from real values.
 * @param hide Takes out of a text what must not be shown.
 */
export function contentOf(plan: StackPlan, placeholders: Reveal, hide: (text: string) => string): PlanContent {
  const rewrite = rewriting(hide);
  const reveal: Reveal = (change) => rewrite(placeholders(change));
  const origins = originsIn(plan.configuration);
  const changes = plan.resource_changes.flatMap((resource) => resourceChangeOf(resource, origins, reveal));
  const relevanceOf = relevanceIn(plan);
  return {
    changes,
    unchanged: plan.resource_changes.filter((resource) => actionOf(resource) === undefined).length,
    held: plan.resource_changes.length,
    outputs: plan.output_changes.flatMap(([name, change]) => outputChangeOf(name, change, origins, reveal)),
    drift: plan.resource_drift.flatMap((resource) =>
      resourceChangeOf(resource, origins, reveal).map((change) => relevanceOf(resource, change)),
    ),
    heldDrift: plan.resource_drift.filter(actionOf).length,
    heldOutputs: plan.output_changes.filter(([, { actions }]) => actions.join(",") !== "no-op").length,
    deferred: deferralsIn(plan),
    invocations: plan.action_invocations.map(invocationOf),
    failedChecks: failedChecksIn(plan, hide),
    complete: plan.complete ?? true,
    ...(typeof plan.applyable === "boolean" && { applyable: plan.applyable }),
  };
}

function resourceChangeOf(resource: PlannedResource, origins: Origins, reveal: Reveal): readonly ResourceChange[] {
  const action = actionOf(resource);
  if (!action) return [];
  const { address, previous_address: previous, deposed, action_reason: reason, change } = resource;
  const parts = partsOfAddress(address);
  const attributes = () =>
    attributeChanges(change, "", (steps) => origins.ofResource(address, steps, change.after)).map(reveal);
  return [
    {
      address: deposed ? `${address} (deposed ${deposed})` : address,
      ...(previous && previous !== address && { previousAddress: previous }),
      type: resource.type ?? parts.type,
      isData: resource.mode ? resource.mode === "data" : parts.isData,
      action,
      actions: change.actions,
      ...(reason && { reason }),
      deposed: Boolean(deposed),
      replacePaths: change.replace_paths.map(pathOf),
      ...(change.importing && { importId: importIdOf(change) }),
      ...(change.generated_config && { generatesConfig: true as const }),
      attributes: action === "delete" || action === "forget" ? [] : attributes(),
    },
  ];
}

/** The id is hidden when the attribute `id` is. */
export function importIdOf(change: PlannedChange): Shown {
  const { importing, before, after, before_sensitive: marksBefore, after_sensitive: marksAfter } = change;
  if (importing?.unknown) return { kind: "unknown" };
  if (!importing?.id) return { kind: "absent" };
  const isHidden =
    hides(marksBefore, before) ||
    hides(marksAfter, after) ||
    [marksBefore, marksAfter].some((marks) => hides(valueAt(marks, "id"), importing.id));
  return isHidden ? { kind: "sensitive" } : { kind: "value", value: withoutSecretsInText(importing.id) };
}

function outputChangeOf(
  name: string,
  change: PlannedChange,
  origins: Origins,
  reveal: Reveal,
): readonly OutputChange[] {
  const actions = change.actions.join(",");
  if (actions === "no-op") return [];
  const action = actions === "create" || actions === "update" || actions === "delete" ? actions : "unknown";
  const found = attributeChanges(change, name, () => origins.ofOutput(name));
  const attributes = (found.length > 0 ? found : [wholeAsChange(change, name)]).map(reveal);
  return [{ name, action, actions: change.actions, attributes }];
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

function failedChecksIn(plan: StackPlan, hide: (text: string) => string): readonly FailedCheck[] {
  return plan.checks.flatMap(({ address, status, instances }) => {
    const failed = instances
      .filter((instance) => !holds(instance.status))
      .map((instance) => ({
        address: instance.address.to_display,
        problems: instance.problems.map(({ message }) => withoutSecretsInText(hide(message))),
      }));
    return failed.length > 0 || holds(status) ? failed : [{ address: address.to_display, problems: [] }];
  });
}
