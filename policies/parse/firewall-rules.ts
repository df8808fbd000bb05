import { type Block, isBlock, isUnknown, itemsIn, numberIn, type Value } from "../value";
import { isWritten, ofType, type Resource, type StackView, wanted } from "../view/stack-view";

/** One rule of a security group, however it is written. */
export interface FirewallRule {
  readonly resource: Resource;
  /** Where it stands inside the resource; empty when it is the resource. */
  readonly path: string;
  readonly direction: "ingress" | "egress";
  /** Whether it stands inside the group: Terraform then takes away what others add. */
  readonly isInline: boolean;
  /**
   * Whether the configuration holds it. Otherwise it stands in the state alone: a rule that is written elsewhere, or one
   * that somebody made by hand.
   */
  readonly isConfigured: boolean;
  /** `tcp`, `udp`, `-1` for all, …; undefined when unknown. */
  readonly protocol: string | undefined;
  /** From and to, `0` to `65535` for all; undefined when unknown. */
  readonly ports: readonly [from: number, to: number] | undefined;
  /** IPv4 and IPv6 ranges; an `Unknown` for each that is not known. */
  readonly ranges: readonly Value[];
  /** What else is meant: groups, the group itself as `true`, and prefix lists. */
  readonly otherPeers: readonly Value[];
  readonly description: Value | undefined;
  /** The group, as its attribute stands. */
  readonly group: Value | undefined;
}

const GROUPS = ["aws_security_group", "aws_default_security_group"];
const SINGLE = ["aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"];

/** Types of resources that hold rules of security groups. */
export const FIREWALL_TYPES = [...GROUPS, ...SINGLE, "aws_security_group_rule"];

const known = new WeakMap<StackView, readonly FirewallRule[]>();

/** Every rule of every security group of a stack, in the three spellings that the AWS provider has. */
export function firewallRulesIn(view: StackView): readonly FirewallRule[] {
  const rules = known.get(view) ?? [
    ...ofType(view, ...GROUPS).flatMap(inlineRules),
    ...ofType(view, "aws_security_group_rule").map(olderRule),
    ...ofType(view, ...SINGLE).map(singleRule),
  ];
  known.set(view, rules);
  return rules;
}

const inlineRules = (resource: Resource): readonly FirewallRule[] =>
  (["ingress", "egress"] as const).flatMap((direction) =>
    itemsIn(resource.values[direction])
      .map((item) => (isBlock(item) ? item : unknownRule(item)))
      .map((block, index) => ({
        ...common(resource, block),
        path: `${direction}[${index}]`,
        direction,
        isInline: true,
        isConfigured: isWritten(resource, direction),
        ranges: present(block.cidr_blocks, block.ipv6_cidr_blocks),
        otherPeers: present(block.security_groups, block.prefix_list_ids, block.self),
        group: resource.values.id,
      }))
      // Nobody wrote it, and it does not exist: AWS decides, which makes no rule that lets anything in.
      .filter(({ isConfigured, protocol }) => isConfigured || protocol !== undefined),
  );

/** A rule, or a whole list of them, of which nothing is known: each attribute is what the whole is. */
const unknownRule = (value: Value): Block => ({
  protocol: value,
  from_port: value,
  to_port: value,
  cidr_blocks: value,
  description: value,
});

function olderRule(resource: Resource): FirewallRule {
  const { values } = resource;
  return {
    ...common(resource, values),
    path: "",
    direction: values.type === "egress" ? "egress" : "ingress",
    isInline: false,
    isConfigured: true,
    ranges: present(values.cidr_blocks, values.ipv6_cidr_blocks),
    otherPeers: present(wanted(resource, "source_security_group_id"), values.prefix_list_ids, values.self),
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
    isConfigured: true,
    ranges: present(values.cidr_ipv4, values.cidr_ipv6),
    otherPeers: present(values.referenced_security_group_id, values.prefix_list_id),
    group: values.security_group_id,
  };
}

function common(resource: Resource, block: Block) {
  const protocol = isUnknown(block.protocol) ? undefined : String(block.protocol ?? "-1").toLowerCase();
  return { resource, protocol, ports: portsIn(block, protocol), description: block.description };
}

function portsIn(block: Block, protocol: string | undefined): readonly [number, number] | undefined {
  if (protocol === "-1" || protocol === "all") return [0, 65_535];
  if (isUnknown(block.from_port) || isUnknown(block.to_port)) return undefined;
  // An unknown protocol may turn out to be all of them, and AWS then ignores the ports.
  if (protocol === undefined && numberIn(block.from_port) !== undefined) return undefined;
  const from = numberIn(block.from_port) ?? 0;
  const to = numberIn(block.to_port) ?? 65_535;
  return from === -1 ? [0, 65_535] : [from, to];
}

const present = (...values: readonly (Value | undefined)[]): readonly Value[] =>
  values.flatMap(itemsIn).filter((value) => value !== false && value !== "");
