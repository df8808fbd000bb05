import { violationAt } from "../../demand";
import { FIREWALL_TYPES, type FirewallRule, firewallRulesIn } from "../../parse/firewall-rules";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import { pointedAt, pointsAt, type StackView } from "../../view/stack-view";

/** Rules of a group in one direction: AWS counts those of IPv4 and of IPv6 apart (Amazon VPC quotas). */
const MOST = 60;

export const firewallHasAtMost60Rules: Rule = {
  id: "firewall-has-at-most-60-rules",
  what: "A security group has at most 60 rules in each direction, of IPv4 and of IPv6 apart; each range, group and prefix list counts.",
  why: "AWS refuses the next one in the middle of an apply; a prefix list even counts with all that it may hold.",
  fix: "Let several ranges share a managed prefix list, or let the peers share a security group.",
  severity: "medium",
  checks: [13],
  controls: [],
  types: FIREWALL_TYPES,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const [direction, rules] of byGroup(view)) {
      const [first] = rules;
      const count = Math.max(countOf(rules, 4), countOf(rules, 6));
      if (first === undefined || count <= MOST) continue;
      const message = `its group has ${count} rules for ${direction.startsWith("in") ? "what comes in" : "what goes out"}`;
      const [group] = first.isInline
        ? []
        : pointedAt(view, first.resource, "security_group_id", ["aws_security_group"]);
      yield violationAt({ resource: group ?? first.resource }, "", message);
    }
  },
  passes: [{ shows: "60 ranges", configuration: rulesFor(60) }],
  fails: [
    { shows: "61 rules, each a resource", configuration: rulesFor(61) },
    {
      shows: "61 ranges in one rule of the older kind",
      configuration: {
        resource: {
          aws_security_group_rule: {
            a: {
              type: "egress",
              security_group_id: "sg-1",
              cidr_blocks: Array.from({ length: 61 }, (_, i) => range(i)),
            },
          },
        },
      },
    },
  ],
};

function byGroup(view: StackView): readonly (readonly [string, readonly FirewallRule[]])[] {
  const found = new Map<string, FirewallRule[]>();
  for (const rule of firewallRulesIn(view)) {
    if (!rule.isConfigured) continue;
    const group = groupOf(view, rule);
    if (group === undefined) continue;
    const key = `${rule.direction} ${group}`;
    const rules = found.get(key) ?? [];
    rules.push(rule);
    found.set(key, rules);
  }
  return [...found].map(([key, rules]) => [key, rules]);
}

function groupOf(view: StackView, { resource, isInline }: FirewallRule): string | undefined {
  if (isInline) return resource.address;
  const [group] = pointedAt(view, resource, "security_group_id", ["aws_security_group"]);
  return group?.address ?? pointsAt(view, resource, "security_group_id");
}

/** A group or a prefix list counts once for each kind of address; a range that is not known may be of either. */
function countOf(rules: readonly FirewallRule[], version: 4 | 6): number {
  const counts = rules.map(({ ranges, otherPeers }) => {
    const own = ranges.filter((range) => isUnknown(range) || (textIn(range)?.includes(":") ? 6 : 4) === version);
    return own.length + otherPeers.length;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

function range(index: number): string {
  return `10.0.${index}.0/24`;
}

function rulesFor(count: number): object {
  const rule = (index: number) => ({ security_group_id: "${aws_security_group.a.id}", cidr_ipv4: range(index) });
  return {
    resource: {
      aws_security_group: { a: {} },
      aws_vpc_security_group_ingress_rule: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`r${index}`, rule(index)]),
      ),
    },
  };
}
