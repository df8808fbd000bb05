import { one } from "../../examples";
import { areWorld, isWorld } from "../../parse/address-ranges";
import { FIREWALL_TYPES, firewallRulesIn } from "../../parse/firewall-rules";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import type { StackView } from "../../view/stack-view";

/** Ports that a public load balancer answers on. */
const PUBLIC_PORTS = [80, 443];

export const firewallIsNotOpenToTheWorld: Rule = {
  id: "firewall-is-not-open-to-the-world",
  what: "Nothing is let in from everywhere, except on the ports 80 and 443.",
  why: "Whatever listens there is found by scanners within minutes.",
  fix: "Name the ranges, the group or the prefix list that may come in.",
  severity: "critical",
  checks: [13],
  controls: ["FSBP EC2.13", "FSBP EC2.18", "FSBP EC2.19"],
  types: FIREWALL_TYPES,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const { resource, path, direction, ports, ranges } of firewallRulesIn(view)) {
      if (direction !== "ingress") continue;
      const at = { resource, ...(path && { path }) };
      const together = areWorld(ranges) ? `${ranges.length} ranges that are the world` : undefined;
      const world = ranges.filter(isWorld).map(textIn)[0] ?? together;
      if (world === undefined) {
        if (ranges.some(isUnknown)) yield { ...at, answer: "unknown", message: "whom it lets in is not known yet" };
      } else if (ports === undefined) {
        yield { ...at, answer: "unknown", message: `lets in ${world}, on ports that are not known yet` };
      } else if (ports[0] !== ports[1] || !PUBLIC_PORTS.includes(ports[0])) {
        const named = ports[0] === ports[1] ? `port ${ports[0]}` : `ports ${ports[0]} to ${ports[1]}`;
        yield { ...at, answer: "violation", message: `lets in ${world} on ${named}` };
      }
    }
  },
  passes: [
    {
      shows: "the web ports of a load balancer",
      configuration: {
        resource: {
          aws_vpc_security_group_ingress_rule: {
            https: { ip_protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "0.0.0.0/0", description: "web" },
          },
        },
      },
    },
    {
      shows: "SSH from inside",
      configuration: {
        resource: {
          aws_security_group_rule: {
            ssh: { type: "ingress", protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: ["10.0.0.0/8"] },
          },
        },
      },
    },
  ],
  fails: [
    {
      shows: "the world in small pieces",
      configuration: one("aws_security_group_rule", {
        ...{ type: "ingress", protocol: "tcp", from_port: 22, to_port: 22 },
        cidr_blocks: ["3.0.0.0/8", "4.0.0.0/8"],
      }),
    },
    {
      shows: "every protocol in capital letters",
      configuration: one("aws_security_group_rule", {
        type: "ingress",
        protocol: "ALL",
        from_port: 443,
        to_port: 443,
        cidr_blocks: ["0.0.0.0/0"],
      }),
    },
    {
      shows: "more than the private range of IPv6",
      configuration: one("aws_vpc_security_group_ingress_rule", {
        ip_protocol: "tcp",
        from_port: 22,
        to_port: 22,
        cidr_ipv6: "fc00::/6",
      }),
    },

    {
      shows: "SSH, inline in the group",
      configuration: {
        resource: {
          aws_security_group: {
            a: { ingress: [{ protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] }] },
          },
        },
      },
    },
    {
      shows: "SSH, in a rule of the older kind",
      configuration: {
        resource: {
          aws_security_group_rule: {
            a: { type: "ingress", protocol: "tcp", from_port: 22, to_port: 22, ipv6_cidr_blocks: ["::/0"] },
          },
        },
      },
    },
    {
      shows: "everything, in a rule of the newer kind",
      configuration: {
        resource: { aws_vpc_security_group_ingress_rule: { a: { ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" } } },
      },
    },
    {
      shows: "half of the world, which with the other half is all of it",
      configuration: {
        resource: {
          aws_vpc_security_group_ingress_rule: {
            a: { ip_protocol: "tcp", from_port: 5432, to_port: 5432, cidr_ipv4: "128.0.0.0/1" },
          },
        },
      },
    },
    {
      shows: "a range of ports that holds 443",
      configuration: {
        resource: {
          aws_vpc_security_group_ingress_rule: {
            a: { ip_protocol: "tcp", from_port: 0, to_port: 1024, cidr_ipv4: "0.0.0.0/0" },
          },
        },
      },
    },
  ],
};
