import { violationAt } from "../../demand";
import { one } from "../../examples";
import { FIREWALL_TYPES, firewallRulesIn } from "../../parse/firewall-rules";
import type { Judgement, Rule } from "../../rule";
import type { StackView } from "../../view/stack-view";

export const firewallHasNoInlineRules: Rule = {
  id: "firewall-has-no-inline-rules",
  what: "Rules of security groups are resources of their own.",
  why: "Rules inside of a group take away what other resources add to it, and one that changes replaces all of them.",
  fix: "Make each rule an aws_vpc_security_group_ingress_rule or aws_vpc_security_group_egress_rule.",
  severity: "medium",
  checks: [13],
  controls: [],
  types: FIREWALL_TYPES,
  judge: function* (view: StackView): Iterable<Judgement> {
    const seen = new Set<string>();
    for (const { resource, direction, isInline, isConfigured } of firewallRulesIn(view)) {
      // Of the default group another rule speaks: it has no rules at all.
      if (!isInline || !isConfigured || resource.type !== "aws_security_group") continue;
      const place = `${resource.address} ${direction}`;
      if (!seen.has(place)) yield violationAt({ resource }, direction, "holds rules inside of the group");
      seen.add(place);
    }
  },
  passes: [
    {
      shows: "a group and a rule beside it",
      configuration: one(
        "aws_security_group",
        {},
        { aws_vpc_security_group_ingress_rule: { b: { security_group_id: "${aws_security_group.a.id}" } } },
      ),
    },
    { shows: "a group that says that it has none", configuration: one("aws_security_group", { ingress: [] }) },
  ],
  fails: [
    {
      shows: "a rule inside",
      configuration: one("aws_security_group", { egress: { protocol: "-1", cidr_blocks: ["10.0.0.0/8"] } }),
    },
    {
      shows: "rules that come from elsewhere",
      configuration: one("aws_security_group", { ingress: "${local.rules}" }),
    },
    {
      shows: "rules that Terraform repeats",
      configuration: one("aws_security_group", {
        dynamic: { ingress: { for_each: "${local.ports}", content: { from_port: "${each.value}", protocol: "tcp" } } },
      }),
    },
  ],
};
