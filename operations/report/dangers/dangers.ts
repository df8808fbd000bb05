import { ACTIONS, DANGERS } from "../actions";
import { changesOf } from "../queries";
import type { Report, ResourceChange } from "../report";
import { reasonForDanger } from "../wording/reasons";
import { isAllowed } from "./allowed";
import type { AllowedDanger, Danger } from "./danger";
import { switchedOff } from "./protections";
import { whatIsLost } from "./stateful-types";

/** The kinds of danger, worst first. */
export const DANGER_KINDS: readonly Danger["kind"][] = [...(DANGERS as readonly Danger["kind"][]), "unprotect"];

/**
 * All that a reviewer must see before anything else, also of a plan that failed: what holds data first, then by kind, by
 * stack and by address.
 *
 * @param allowed What needs no confirmation.
 */
export function dangersOf(report: Report, allowed: readonly AllowedDanger[] = []): readonly Danger[] {
  const dangers = report.stacks.flatMap((stack) =>
    changesOf(stack).flatMap((change) => dangerOf(stack.id, change, allowed)),
  );
  return dangers.sort(worstFirst);
}

/** The dangers that need a confirmation, in the same order. */
export const confirmationOf = (dangers: readonly Danger[]): readonly Danger[] =>
  dangers.filter((danger) => !danger.isAllowed);

function dangerOf(stack: string, change: ResourceChange, allowed: readonly AllowedDanger[]): readonly Danger[] {
  const off = switchedOff(change);
  const kind = ACTIONS[change.action].danger ? (change.action as Danger["kind"]) : off.length > 0 && "unprotect";
  if (!kind) return [];
  const lost = whatIsLost(change.type);
  return [
    {
      stack,
      kind,
      change,
      isStateful: lost !== undefined,
      reason: reasonForDanger(change, lost, off),
      isAllowed: isAllowed({ kind, stack, change }, allowed),
    },
  ];
}

const worstFirst = (a: Danger, b: Danger): number =>
  Number(b.isStateful) - Number(a.isStateful) ||
  DANGER_KINDS.indexOf(a.kind) - DANGER_KINDS.indexOf(b.kind) ||
  inOrder(a.stack, b.stack) ||
  inOrder(a.change.address, b.change.address);

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
