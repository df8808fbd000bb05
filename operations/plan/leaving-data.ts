import { STACK_ID } from "../../model/stack-ids";
import type { Finding } from "../../policies/rule";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import type { Waiver } from "../../policies/waiver";
import { at, isObject, type JsonObject, listOf } from "../../terraform-json/json";
import { whatIsLost } from "../report/dangers/stateful-types";
import type { Retiring, SynthesizedStack } from "./synthesized-stack";

/** The rule: what holds data is destroyed only when the catalogue says so, under `retiring`. */
export const DATA_LEAVES_WHEN_IT_RETIRES = "data-leaves-when-it-retires";

const RULE = { rule: DATA_LEAVES_WHEN_IT_RETIRES, severity: "high", answer: "violation" } as const;

/** A resource that holds what nothing brings back. */
export interface StatefulResource {
  readonly address: string;
  readonly type: string;
}

/**
 * What a plan destroys that nothing brings back and that the configuration no longer has: `prevent_destroy` went with it. What
 * the catalogue lets retire is found too, and waived until the day that it names. A replacement is none of it: the
 * declaration stays, and its guard with it; neither is an object that an earlier replacement left over.
 *
 * @param plan What `terraform show -json` printed.
 */
export function leavingData(stack: string, plan: JsonObject, retiring?: Retiring): readonly Finding[] {
  return listOf(plan.resource_changes)
    .filter(isObject)
    .filter((change) => change.deposed === undefined && listOf(at(change, "change", "actions")).join() === "delete")
    .map(({ address, type }) => ({ address: String(address), type: String(type) }))
    .flatMap((resource) => {
      const lost = whatIsLost(resource.type);
      return lost === undefined ? [] : [leaving(stack, resource, lost, retiring)];
    })
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

function leaving(stack: string, { address }: StatefulResource, lost: string, retiring: Retiring | undefined) {
  const mayLeave = retiring && (retiring.addresses?.includes(address) ?? true);
  return {
    ...RULE,
    stack,
    address,
    message: `it would be destroyed, and ${lost}`,
    fix: `If it may go, say so, and where its final backup is: npx infra retire ${named(stack)} --address ADDRESS. If only its name changed, say from what: moveFromId.`,
    ...(mayLeave && { waiver: waiverOf(retiring) }),
  };
}

/** What a reader types is shown as it stands, so it is an id or nothing: a key in a bucket may be any text. */
const named = (stack: string): string => (STACK_ID.test(stack) ? stack : "STACK");

const waiverOf = ({ reason, owner, until }: Retiring): Waiver => ({
  rule: DATA_LEAVES_WHEN_IT_RETIRES,
  reason,
  owner,
  expires: until,
});

/**
 * That a stack is gone from the catalogue although it holds what nothing brings back: no plan shows it, and nothing manages
 * it any more. Nothing is found where it holds nothing of that sort.
 *
 * @param resources All that it holds.
 */
export function vanishedData(stack: string, resources: readonly StatefulResource[]): readonly Finding[] {
  const held = resources.filter(({ type }) => whatIsLost(type) !== undefined).map(({ address }) => address);
  if (held.length === 0) return [];
  const [first = "", ...others] = [...held].sort();
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return [
    {
      ...RULE,
      stack,
      message: `it is no longer declared, and holds what nothing brings back: ${first}${more}`,
      fix: `Let it leave by a plan, and say where its final backup is: npx infra retire ${named(stack)} --vanished. Else declare it again.`,
    },
  ];
}

/**
 * That nobody can tell what is in a state that no stack writes any more.
 *
 * @param error Why it cannot be read, as a clause.
 */
export const unreadableState = (stack: string, error: string): readonly Finding[] => [
  {
    ...RULE,
    stack,
    message: `no stack of that id is declared, and its state cannot be read: ${error}`,
    fix: "See what it is: npx infra state. A state of this bucket belongs to a stack.",
  },
];

/** What a stack declares; what its modules make is not told by its configuration. */
export const declaredResources = ({
  id,
  configuration,
}: Pick<SynthesizedStack, "id" | "configuration">): readonly StatefulResource[] =>
  viewOfConfiguration(id, configuration).resources.map(({ address, type }) => ({ address, type }));
