import { isContainer, valueAt } from "./json-tree";

/** The items of a list on one side of a change. */
export interface Items {
  readonly values: readonly unknown[];
  /** Whether a field of an item is known and may be shown. */
  readonly isShown: (index: number, field: string) => boolean;
}

/** The names of items, the surest first: an item of another name is another item. */
const NAMES: readonly (readonly string[])[] = [
  ...["Sid", "sid", "id", "Id", "ID", "name", "Name", "key", "Key", "arn", "Arn", "ARN"],
  ...["rule_id", "RuleId", "host", "hostname", "domain_name", "DomainName", "fqdn"],
  ...["device_name", "DeviceName", "containerPath", "mountPath", "sourceVolume", "volume_name"],
  ...["index_name", "attribute_name", "rule_name", "service_name", "capacity_provider", "variable"],
  ...["subnet_id", "network_interface_id", "policy_arn", "account_id", "region", "region_name", "availability_zone"],
].map((field) => [field]);

/**
 * Values that are unique as a rule, so that people tell items apart by them; yet an item may get another one and stay the
 * same item. Ports say which item it is only together.
 */
const TRAITS: readonly (readonly string[])[] = [
  ...[["rule_number"], ["rule_no"], ["priority"], ["Priority"]],
  ["from_port", "to_port", "protocol"],
  ["fromPort", "toPort", "protocol"],
  ["containerPort", "protocol"],
  ["container_port", "protocol"],
  ["port", "protocol"],
  ...[["port"], ["Port"], ["containerPort"], ["container_port"], ["hostPort"]],
  ...[["path"], ["path_pattern"], ["PathPattern"]],
  ...[["cidr_block"], ["cidr_ip"], ["destination_cidr_block"], ["target_id"]],
];

/** Longest text by which an item is told apart, in UTF-16 units: it stands in paths. */
const LONGEST = 120;

/** The fields that tell the items of a list apart. */
export interface Identity {
  readonly fields: readonly string[];
  /** Whether an item with other values is another item for sure. */
  readonly isName: boolean;
}

/**
 * What tells the items of a list apart: every item has the fields, as scalars that may be shown, no two items of a side
 * have the same, and some item of one side has those of one of the other, or a side has no items. Undefined when there
 * are no such fields.
 */
export function identityOf(before: Items, after: Items): Identity | undefined {
  const tellApart = (fields: readonly string[]): boolean => {
    const ofBefore = keysOfItems(before, fields);
    const ofAfter = ofBefore && keysOfItems(after, fields);
    if (!ofAfter) return false;
    return ofBefore.size === 0 || ofAfter.size === 0 || [...ofBefore.keys()].some((key) => ofAfter.has(key));
  };
  const name = NAMES.find(tellApart);
  const fields = name ?? TRAITS.find(tellApart);
  return fields && { fields, isName: name !== undefined };
}

/** The items of a side by what tells them apart; undefined when that does not tell each of them apart. */
export function keysOfItems(
  { values, isShown }: Items,
  fields: readonly string[],
): ReadonlyMap<string, number> | undefined {
  const keys = new Map<string, number>();
  for (const [index, item] of values.entries()) {
    const parts = fields.map((field) => valueAt(item, field));
    if (!isContainer(item) || !parts.every(tells) || !fields.every((field) => isShown(index, field))) return undefined;
    const key = JSON.stringify(parts);
    if (keys.has(key)) return undefined;
    keys.set(key, index);
  }
  return keys;
}

const tells = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && value !== "" && value.length <= LONGEST);
