import type { SwitchedOff } from "../dangers/protections";
import type { ResourceChange } from "../report";
import { enumerated, joined, type Phrase, quoted } from "./phrase";
import { bothSides } from "./values";

/**
 * Terraform's keywords in words. Source: `action_reason` in "JSON Output Format" of Terraform's documentation, and
 * internal/command/jsonplan/plan.go in hashicorp/terraform.
 */
const ACTION_REASONS: ReadonlyMap<string, Phrase> = new Map<string, Phrase>([
  ["replace_because_tainted", ["it is tainted: an earlier apply left it half-made"]],
  ["replace_by_request", ["its replacement was asked for"]],
  ["replace_by_triggers", ["something that its ", quoted("replace_triggered_by"), " names is changed"]],
  ["delete_because_no_resource_config", ["it is no longer in the configuration"]],
  ["delete_because_no_module", ["its module is no longer in the configuration"]],
  ["delete_because_wrong_repetition", ["it gained or lost ", quoted("count"), " or ", quoted("for_each")]],
  ["delete_because_count_index", ["its index is beyond ", quoted("count")]],
  ["delete_because_each_key", ["its key is no longer in ", quoted("for_each")]],
  [
    "delete_because_no_move_target",
    ["a ", quoted("moved"), " block gives it an address that is not in the configuration"],
  ],
  ["read_because_config_unknown", ["what it asks for is known after apply"]],
  ["read_because_dependency_pending", ["something that it depends on is changed"]],
  ["read_because_check_nested", ["a check asks for it"]],
]);

const DEFERRAL_REASONS: ReadonlyMap<string, Phrase> = new Map<string, Phrase>([
  ["instance_count_unknown", ["how many there will be is not known yet"]],
  ["resource_config_unknown", ["its configuration is not known yet"]],
  ["provider_config_unknown", ["its provider's configuration is not known yet"]],
  ["deferred_prereq", ["something that it depends on is put off"]],
  ["absent_prereq", ["something that it depends on does not exist yet"]],
]);

/** Why something happens to a resource, and in which order, in words; empty when there is nothing to say. */
export function reasonFor(change: ResourceChange): Phrase {
  return joined(
    [causeOf(change), orderOf(change), moveOf(change)].filter((phrase) => phrase.length > 0),
    "; ",
  );
}

/**
 * Why a reviewer must see something, in words: what is lost, what is switched off, why, and in which order; empty when there
 * is nothing to say.
 *
 * @param lost What is lost with a resource of this type, as a clause; undefined when nothing is.
 */
export function reasonForDanger(
  change: ResourceChange,
  lost: string | undefined,
  off: readonly SwitchedOff[] = [],
): Phrase {
  const goesAway = change.action === "delete" || change.action === "replace";
  return joined(
    [
      lost !== undefined && goesAway ? [lost] : [],
      // Who imports something wants to keep it.
      change.importId && change.action !== "update" ? ["it is imported by this plan"] : [],
      ...off.map(protectionOff),
      reasonFor(change),
    ].filter((phrase) => phrase.length > 0),
    "; ",
  );
}

/** `deletion_protection`: `true → false`, so it can be deleted */
const protectionOff = ({ attribute, so, isCertain }: SwitchedOff): Phrase => [
  quoted(attribute.path),
  ": ",
  quoted(bothSides(attribute)),
  isCertain ? `, so ${so}` : `, which may mean that ${so}`,
];

/** Why a change is put off to a later plan. */
export const deferralReason = (reason: string): Phrase =>
  DEFERRAL_REASONS.get(reason) ?? ["Terraform's reason is ", quoted(reason)];

function causeOf({ action, actions, reason, replacePaths, deposed }: ResourceChange): Phrase {
  if (action === "unknown") return ["Terraform calls it ", quoted(JSON.stringify(actions))];
  if (action === "forget") return ["it stays as it is, and Terraform no longer manages it"];
  if (replacePaths.length > 0) return [...enumerated(replacePaths), " cannot be changed in place"];
  if (reason) return ACTION_REASONS.get(reason) ?? ["Terraform's reason is ", quoted(reason)];
  if (deposed) return ["an earlier replacement left it over"];
  if (action === "delete" || action === "replace") return ["Terraform gives no reason"];
  return [];
}

function orderOf({ action, actions }: ResourceChange): Phrase {
  if (action === "replace-and-forget") return ["the old one stays, and Terraform no longer manages it"];
  if (action !== "replace") return [];
  return [actions[0] === "create" ? "the new one is created first" : "the old one is destroyed first"];
}

const moveOf = ({ action, previousAddress }: ResourceChange): Phrase =>
  previousAddress && action !== "move" ? ["moved from ", quoted(previousAddress)] : [];
