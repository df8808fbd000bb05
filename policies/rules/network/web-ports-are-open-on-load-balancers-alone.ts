import { isTrue, unknownAt, violationAt } from "../../demand";
import { isWorld } from "../../parse/address-ranges";
import { FIREWALL_TYPES, type FirewallRule, firewallRulesIn } from "../../parse/firewall-rules";
import { LOAD_BALANCERS } from "../../parse/load-balancers";
import type { Judgement, Rule } from "../../rule";
import { isUnknown } from "../../value";
import { ofType, pointedAt, type Resource, type StackView } from "../../view/stack-view";

export const webPortsAreOpenOnLoadBalancersAlone: Rule = {
  id: "web-ports-are-open-on-load-balancers-alone",
  what: "Only public load balancers let everybody in on the ports 80 and 443.",
  why: "What stands behind them would be reached past their TLS, their logs and their firewall.",
  fix: "Let the load balancer's security group in instead, or give the group to a public load balancer alone.",
  severity: "high",
  checks: [13],
  controls: ["FSBP EC2.18"],
  types: FIREWALL_TYPES,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const rule of firewallRulesIn(view)) {
      const { resource, path, direction, ranges, isInline } = rule;
      // Of other ports another rule speaks, whoever it is that listens.
      if (direction !== "ingress" || !isWebPort(rule) || !ranges.some(isWorld)) continue;
      const groups = isInline ? [resource] : pointedAt(view, resource, "security_group_id", GROUPS);
      if (groups.length === 0) {
        // The group of another stack: which load balancer has it, that stack knows.
        if (isUnknown(rule.group))
          yield unknownAt({ resource, at: path }, "", "lets in everybody, into a group of another stack");
        continue;
      }
      const owners = ofType(view, ...LOAD_BALANCERS).filter((each) => hasGroup(view, each, groups));
      if (owners.length === 0) yield wrong(rule, "lets in everybody, to what is no load balancer of this stack");
      else if (owners.some(({ values }) => isTrue(values.internal))) {
        yield wrong(rule, "lets in everybody, to an internal load balancer");
      }
    }
  },
  passes: [
    { shows: "a public load balancer", configuration: opened({ aws_lb: { a: { security_groups: [group()] } } }) },
  ],
  fails: [
    { shows: "a group of no load balancer", configuration: opened({}) },
    {
      shows: "an internal load balancer",
      configuration: opened({ aws_lb: { a: { internal: true, security_groups: [group()] } } }),
    },
  ],
};

const GROUPS = ["aws_security_group"];

const isWebPort = ({ ports }: FirewallRule): boolean =>
  ports !== undefined && ports[0] === ports[1] && [80, 443].includes(ports[0]);

const wrong = ({ resource, path }: FirewallRule, message: string): Judgement =>
  violationAt({ resource, at: path }, "", message);

const hasGroup = (view: StackView, balancer: Resource, groups: readonly Resource[]): boolean =>
  pointedAt(view, balancer, "security_groups", GROUPS).some((group) => groups.includes(group));

function group(): string {
  return "${aws_security_group.a.id}";
}

function opened(others: object): object {
  const rule = { security_group_id: group(), ip_protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv6: "::/0" };
  return { resource: { aws_security_group: { a: {} }, aws_vpc_security_group_ingress_rule: { a: rule }, ...others } };
}
