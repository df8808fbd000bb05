import { one } from "../../examples";
import { isWorld } from "../../parse/address-ranges";
import { FIREWALL_TYPES, firewallRulesIn } from "../../parse/firewall-rules";
import type { Judgement, Rule } from "../../rule";
import type { StackView } from "../../view/stack-view";

export const firewallDoesNotLetEverythingOut: Rule = {
  id: "firewall-does-not-let-everything-out",
  what: "What goes out to everywhere goes out on named ports.",
  why: "An intruder carries data out, and commands in, on whichever port is open.",
  fix: "Name the ports that are needed, such as 443, or the ranges, groups and prefix lists.",
  severity: "medium",
  checks: [13],
  controls: [],
  types: FIREWALL_TYPES,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const { resource, path, direction, ports, ranges, isConfigured } of firewallRulesIn(view)) {
      if (direction !== "egress" || !isConfigured || !ranges.some(isWorld)) continue;
      const at = { resource, ...(path && { path }) };
      if (ports === undefined)
        yield { ...at, answer: "unknown", message: "on which ports it lets out is not known yet" };
      else if (ports[0] <= 1 && ports[1] >= 65_535) {
        yield { ...at, answer: "violation", message: "lets everything out, to everywhere" };
      }
    }
  },
  passes: [
    {
      shows: "HTTPS to everywhere",
      configuration: one("aws_vpc_security_group_egress_rule", {
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        cidr_ipv4: "0.0.0.0/0",
      }),
    },
    {
      shows: "everything to one network",
      configuration: one("aws_vpc_security_group_egress_rule", { ip_protocol: "-1", cidr_ipv4: "10.0.0.0/16" }),
    },
  ],
  fails: [
    {
      shows: "everything, inline in the group",
      configuration: one("aws_security_group", { egress: [{ protocol: "-1", cidr_blocks: ["0.0.0.0/0"] }] }),
    },
    {
      shows: "all ports of TCP",
      configuration: one("aws_vpc_security_group_egress_rule", {
        ip_protocol: "tcp",
        from_port: 1,
        to_port: 65_535,
        cidr_ipv6: "::/0",
      }),
    },
  ],
};
