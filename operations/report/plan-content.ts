import { actionOf } from "./actions";
import { partsOfAddress } from "./address";
import { attributeChanges, type Shown, wholeAsChange } from "./attributes/attribute-changes";
import { pathOf } from "./attributes/attribute-path";
import { valueAt } from "./attributes/json-tree";
import { type Origins, originsIn } from "./attributes/origins";
import { type Reveal, withoutParts } from "./attributes/placeholders";
import { relevanceIn } from "./drift";
import type { PlannedChange, PlannedInvocation, PlannedResource, StackPlan } from "./read/stack-plan";
import type { Deferral, FailedCheck, Invocation, OutputChange, PlanContent, ResourceChange } from "./report";
import { hides } from "./secrets/sensitivity";
import { suspectMarksOfSides, withoutSecretsInText } from "./secrets/suspects";

/**
 * What a plan holds, without what it marks as sensitive.
 *
 * @param placeholders Tells placeholders from real values.
 * @param hide Takes out of a text what must not be shown.
 */
export function contentOf(plan: StackPlan, placeholders: Reveal, hide: (text: string) => string): PlanContent {
  const clean: Clean = (text) => withoutSecretsInText(hide(text));
  const rewrite = withoutParts(hide);
  const reveal: Reveal = (change) => rewrite(placeholders(change));
  const origins = withoutSecretKeys(originsIn(plan.configuration), clean);
  const changes = plan.resource_changes.flatMap((resource) => resourceChangeOf(resource, origins, reveal, clean));
  const relevanceOf = relevanceIn(plan);
  return {
    changes,
    unchanged: plan.resource_changes.filter((resource) => actionOf(resource) === undefined).length,
    held: plan.resource_changes.length,
    outputs: plan.output_changes.flatMap(([name, change]) => outputChangeOf(name, change, origins, reveal)),
    drift: plan.resource_drift.flatMap((resource) =>
      resourceChangeOf(resource, origins, reveal, clean).map((change) => relevanceOf(resource, change)),
    ),
    heldDrift: plan.resource_drift.filter(actionOf).length,
    heldOutputs: plan.output_changes.filter(([, { actions }]) => actions.join(",") !== "no-op").length,
    deferred: deferralsIn(plan, clean),
    invocations: plan.action_invocations.map((invocation) => invocationOf(invocation, clean)),
    failedChecks: failedChecksIn(plan, clean),
    complete: plan.complete ?? true,
    ...(typeof plan.applyable === "boolean" && { applyable: plan.applyable }),
  };
}

/** A text without what must not be shown. Addresses need it as well: the keys of instances may hold anything. */
type Clean = (text: string) => string;

const withoutSecretKeys = (origins: Origins, clean: Clean): Origins => ({
  ofResource: (address, steps, planned) => origins.ofResource(address, steps, planned).map(clean),
  ofOutput: (name) => origins.ofOutput(name).map(clean),
});

function resourceChangeOf(
  resource: PlannedResource,
  origins: Origins,
  reveal: Reveal,
  clean: Clean,
): readonly ResourceChange[] {
  const action = actionOf(resource);
  if (!action) return [];
  const { address, previous_address: previous, deposed, action_reason: reason, change } = resource;
  const parts = partsOfAddress(address);
  const attributes =
    action === "delete" || action === "forget"
      ? []
      : attributeChanges(change, "", (steps) => origins.ofResource(address, steps, change.after)).map(reveal);
  return [
    {
      address: deposed ? `${clean(address)} (deposed ${deposed})` : clean(address),
      ...(previous && previous !== address && { previousAddress: clean(previous) }),
      type: resource.type ?? parts.type,
      isData: resource.mode ? resource.mode === "data" : parts.isData,
      action,
      actions: change.actions,
      ...(reason && { reason }),
      deposed: Boolean(deposed),
      replacePaths: [...new Set(change.replace_paths.map((steps) => shownPath(clean(pathOf(steps)), attributes)))],
      ...(change.importing && { importId: importIdOf(change, clean) }),
      ...(change.generated_config && { generatesConfig: true as const }),
      attributes,
    },
  ];
}

/** Keys inside what is hidden are hidden with it: the path of that is shown instead. */
const shownPath = (path: string, attributes: ResourceChange["attributes"]): string =>
  attributes.find(
    ({ path: around, after }) =>
      after.kind === "sensitive" && /^[.[]/.test(path.slice(around.length)) && path.startsWith(around),
  )?.path ?? path;

/** The id is hidden when the attribute `id` is, or anything else that has its value: some are imported by their secret. */
export function importIdOf(change: PlannedChange, clean: Clean = withoutSecretsInText): Shown {
  const { importing, before, after, before_sensitive: marksBefore, after_sensitive: marksAfter } = change;
  if (importing?.unknown) return { kind: "unknown" };
  if (!importing?.id) return { kind: "absent" };
  const isHidden =
    hides(marksBefore, before) ||
    hides(marksAfter, after) ||
    [marksBefore, marksAfter].some((marks) => hides(valueAt(marks, "id"), importing.id));
  if (isHidden) return { kind: "sensitive" };
  const { before: found } = suspectMarksOfSides(
    { before: { id: importing.id, before, after }, after: undefined },
    { before: { before: marksBefore, after: marksAfter }, after: undefined },
  );
  return hides(valueAt(found, "id"), importing.id)
    ? { kind: "sensitive", suspected: true }
    : { kind: "value", value: clean(importing.id) };
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

const deferralsIn = (plan: StackPlan, clean: Clean): readonly Deferral[] => [
  ...plan.deferred_changes.map(({ reason, resource_change: { address, change } }) => ({
    address: clean(address),
    actions: change.actions,
    reason: reason ?? "unknown",
  })),
  ...plan.deferred_action_invocations.map(({ reason, action_invocation: { address } }) => ({
    address: clean(address),
    actions: ["invoke"],
    reason: reason ?? "unknown",
  })),
];

function invocationOf({ address, lifecycle_action_trigger: trigger }: PlannedInvocation, clean: Clean): Invocation {
  const resource = trigger?.triggering_resource_address;
  return {
    address: clean(address),
    ...(resource && { trigger: { address: clean(resource), event: trigger.action_trigger_event ?? "" } }),
  };
}

/** `pass` holds, and `unknown` will be known after the apply; any other status, known or not, is a failure. */
const holds = (status: string): boolean => status === "pass" || status === "unknown";

function failedChecksIn(plan: StackPlan, clean: Clean): readonly FailedCheck[] {
  return plan.checks.flatMap(({ address, status, instances }) => {
    const failed = instances
      .filter((instance) => !holds(instance.status))
      .map((instance) => ({
        address: clean(instance.address.to_display),
        problems: instance.problems.map(({ message }) => clean(message)),
      }));
    return failed.length > 0 || holds(status) ? failed : [{ address: clean(address.to_display), problems: [] }];
  });
}
