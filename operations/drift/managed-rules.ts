import { at, blocks, isList, isObject, type Json, type JsonObject, listOf, objectAt } from "../../terraform-json/json";
import { inTurn } from "../in-turn";
import type { StateBucket } from "../inspect/ports";
import { readState, type StateDocument } from "../inspect/state-document";
import { StateError } from "../inspect/state-error";
import { withoutLastKey } from "../report/address";
import type { StackPlan } from "../report/read/stack-plan";

/**
 * Rules of security groups that are resources of their own, by what they let through: the stack and the address of each.
 * A service lets others call it; the rule for that stands in the stack of whoever calls, and the group's own attributes
 * repeat it only once somebody reads the group again.
 */
export type ManagedRules = ReadonlyMap<string, string>;

/** Whose rules have which type. Source: AWS provider, "Resource: aws_vpc_security_group_ingress_rule" and "… egress_rule". */
const DIRECTIONS: ReadonlyMap<string, string> = new Map([
  ["aws_vpc_security_group_ingress_rule", "ingress"],
  ["aws_vpc_security_group_egress_rule", "egress"],
]);

const GROUP = "aws_security_group";

/** The rules that a state holds. */
const managedRulesIn = (stack: string, { instances }: StateDocument): ManagedRules =>
  new Map(
    instances.flatMap(({ type, address, attributes }) => {
      const direction = DIRECTIONS.get(type);
      if (direction === undefined) return [];
      const { security_group_id: group, ip_protocol: protocol, from_port: from, to_port: to } = attributes;
      const { cidr_ipv4, cidr_ipv6, prefix_list_id, referenced_security_group_id } = attributes;
      const source = [cidr_ipv4, cidr_ipv6, prefix_list_id, referenced_security_group_id].find(isText);
      return [[keyOf(group, direction, protocol, from, to, source), `${address} of ${stack}`] as const];
    }),
  );

/** The rules in all states. A state that nobody can read explains nothing, and is told of its own stack. */
export async function readManagedRules(
  keys: ReadonlySet<string>,
  states: Pick<StateBucket, "read">,
  parallel: number,
): Promise<ManagedRules> {
  const all = new Map<string, string>();
  await inTurn([...keys], parallel, async (key) => {
    const found = await states.read(key);
    try {
      if (found) for (const [rule, manager] of managedRulesIn(key, readState(found.text))) all.set(rule, manager);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
    }
  });
  return all;
}

/** Whether a plan tells of a security group. */
export const hasDriftedGroup = ({ resource_drift }: StackPlan): boolean =>
  resource_drift.some(({ type }) => type === GROUP);

/**
 * Of security groups of a stack whose rules differ only by those that are managed elsewhere, what manages them: by
 * `ADDRESS ingress` and `ADDRESS egress`. A rule that is gone is told by the stack that manages it, as long as the group's
 * own configuration has none.
 *
 * @param configuration The stack as it was deployed.
 */
export function explainedRules(
  { resource_drift }: StackPlan,
  configuration: JsonObject,
  managed: ManagedRules,
): ReadonlyMap<string, string> {
  const explained = new Map<string, string>();
  for (const { type, address, change } of resource_drift) {
    if (type !== GROUP || !isObject(change.before as Json) || !isObject(change.after as Json)) continue;
    const [before, after] = [change.before as JsonObject, change.after as JsonObject];
    for (const direction of DIRECTIONS.values()) {
      if (hasOwnRules(configuration, address, direction)) continue;
      const known = new Set(rulesOf(before, direction));
      const others = rulesOf(after, direction).filter((rule) => !known.has(rule));
      const managers = others.map((rule) => managed.get(rule));
      if (managers.every((manager) => manager !== undefined))
        explained.set(`${address} ${direction}`, managers[0] ?? "the stack of the rule that is gone");
    }
  }
  return explained;
}

/** Whether a group's own configuration has rules; a group in a module may have. */
function hasOwnRules(configuration: JsonObject, address: string, direction: string): boolean {
  const [type = "", name = "", ...more] = withoutLastKey(address).split(".");
  const block = at(objectAt(configuration, "resource", type), name);
  return (
    more.length > 0 || block === undefined || blocks(block).some((group) => direction in group || "dynamic" in group)
  );
}

/** Each rule of a group, one by one: the provider puts together those that differ in nothing but where they lead. */
function rulesOf(group: JsonObject, direction: string): readonly string[] {
  const { id } = group;
  return listOf(group[direction]).flatMap((rule) => {
    const { protocol, from_port: from, to_port: to, self, ...others } = isObject(rule) ? rule : {};
    const sources = ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"].flatMap((name) => {
      const { [name]: listed = null } = others;
      return isList(listed) ? listed : [];
    });
    return [...sources, ...(self === true ? [id] : [])].map((source) =>
      keyOf(id, direction, protocol, from, to, source),
    );
  });
}

const isText = (value: Json | undefined): boolean => typeof value === "string" && value !== "";

/** Of all protocols there are no ports, which AWS and the provider write in several ways. */
const keyOf = (group: Json | undefined, direction: string, protocol: Json | undefined, ...rest: (Json | undefined)[]) =>
  JSON.stringify([group, direction, protocol, ...(String(protocol) === "-1" ? rest.slice(2) : rest)]);
