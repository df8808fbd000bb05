import { type Block, blocksIn, isUnknown, itemsIn, numberIn, textIn, type Value } from "../value";
import { ofType, type Resource, type StackView } from "../view/stack-view";

/** One rule of a security group, however it is written. */
export interface FirewallRule {
  readonly resource: Resource;
  /** Where it stands inside the resource; empty when it is the resource. */
  readonly path: string;
  readonly direction: "ingress" | "egress";
  /** Whether it stands inside the group: Terraform then takes away what others add. */
  readonly isInline: boolean;
  /** `tcp`, `udp`, `-1` for all, …; undefined when unknown. */
  readonly protocol: string | undefined;
  /** From and to, `0` to `65535` for all; undefined when unknown. */
  readonly ports: readonly [from: number, to: number] | undefined;
  /** IPv4 and IPv6 ranges; an `Unknown` for each that is not known. */
  readonly ranges: readonly Value[];
  /** Whether anything else than ranges is meant: a group, a prefix list. */
  readonly hasOtherPeers: boolean;
  readonly description: string | undefined;
  /** The group, as its attribute stands. */
  readonly group: Value | undefined;
}

const GROUPS = ["aws_security_group", "aws_default_security_group"];
const SINGLE = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"];

/** Types of resources that hold rules of security groups. */
export const FIREWALL_TYPES = [...GROUPS, ...SINGLE, "aws_security_group_rule"];

/** Every rule of every security group of a stack, in the three spellings that the AWS provider has. */
export const firewallRulesIn = (view: StackView): readonly FirewallRule[] => [
  ...ofType(view, ...GROUPS).flatMap(inlineRules),
  ...ofType(view, "aws_security_group_rule").map(olderRule),
  ...ofType(view, ...SINGLE).map(singleRule),
];

const inlineRules = (resource: Resource): readonly FirewallRule[] =>
  (["ingress", "egress"] as const).flatMap((direction) =>
    blocksIn(resource.values[direction]).map((block, index) => ({
      ...common(resource, block),
      path: `${direction}[${index}]`,
      direction,
      isInline: true,
      ranges: [...itemsIn(block.cidr_blocks), ...itemsIn(block.ipv6_cidr_blocks)],
      hasOtherPeers: isAny(block.security_groups, block.prefix_list_ids, block.self),
      group: resource.values.id,
    })),
  );

function olderRule(resource: Resource): FirewallRule {
  const { values } = resource;
  return {
    ...common(resource, values),
    path: "",
    direction: values.type === "egress" ? "egress" : "ingress",
    isInline: false,
    ranges: [...itemsIn(values.cidr_blocks), ...itemsIn(values.ipv6_cidr_blocks)],
    hasOtherPeers: isAny(values.source_security_group_id, values.prefix_list_ids, values.self),
    group: values.security_group_id,
  };
}

function singleRule(resource: Resource): FirewallRule {
  const { values, type } = resource;
  return {
    ...common(resource, { ...values, protocol: values.ip_protocol ?? null }),
    path: "",
    direction: type.includes("egress") ? "egress" : "ingress",
    isInline: false,
    ranges: [...itemsIn(values.cidr_ipv4), ...itemsIn(values.cidr_ipv6)],
    hasOtherPeers: isAny(values.referenced_security_group_id, values.prefix_list_id),
    group: values.security_group_id,
  };
}

function common(resource: Resource, block: Block) {
  const protocol = isUnknown(block.protocol) ? undefined : String(block.protocol ?? "-1");
  return { resource, protocol, ports: portsIn(block, protocol), description: textIn(block.description) };
}

function portsIn(block: Block, protocol: string | undefined): readonly [number, number] | undefined {
  if (protocol === "-1" || protocol === "all") return [0, 65_535];
  if (isUnknown(block.from_port) || isUnknown(block.to_port)) return undefined;
  const from = numberIn(block.from_port) ?? 0;
  const to = numberIn(block.to_port) ?? 65_535;
  return from === -1 ? [0, 65_535] : [from, to];
}

const isAny = (...values: readonly (Value | undefined)[]): boolean =>
  values.some((value) => value !== undefined && value !== null && value !== false && itemsIn(value).length > 0);
