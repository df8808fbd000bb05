import { demand, isUnset } from "../../demand";
import { one } from "../../examples";
import { FIREWALL_TYPES, firewallRulesIn } from "../../parse/firewall-rules";
import type { Judgement, Rule } from "../../rule";
import type { StackView } from "../../view/stack-view";

export const firewallRuleHasDescription: Rule = {
  id: "firewall-rule-has-description",
  what: "Every rule of a security group says what it is for.",
  why: "Nobody dares to remove a rule of which nobody knows the reason.",
  fix: "Give the rule a description: who connects, and why.",
  severity: "low",
  checks: [13],
  controls: [],
  types: FIREWALL_TYPES,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const { resource, path: at, description, isConfigured } of firewallRulesIn(view)) {
      if (!isConfigured) continue;
      const isText = () => !isUnset(description);
      yield* demand(
        { resource, block: { description: description ?? null }, at },
        "description",
        isText,
        "says not what it is for",
      );
    }
  },
  passes: [
    {
      shows: "a description",
      configuration: one("aws_vpc_security_group_egress_rule", { description: "Calls to orders" }),
    },
  ],
  fails: [
    { shows: "no description", configuration: one("aws_vpc_security_group_ingress_rule", { ip_protocol: "tcp" }) },
    { shows: "an empty one, older kind", configuration: one("aws_security_group_rule", { description: "" }) },
    {
      shows: "one rule of two inside of a group",
      configuration: one("aws_security_group", { ingress: [{ description: "web" }, { protocol: "tcp" }] }),
    },
  ],
};
