import { unknownAt, violationAt } from "../../demand";
import { one } from "../../examples";
import { FIREWALL_TYPES, firewallRulesIn } from "../../parse/firewall-rules";
import { vpcsOf } from "../../parse/routes";
import type { Judgement, Rule } from "../../rule";
import { isUnknown } from "../../value";
import { about, ofType, pointedAt, type StackView, wanted } from "../../view/stack-view";

const DEFAULT_GROUP = "aws_default_security_group";

export const defaultSecurityGroupIsEmpty: Rule = {
  id: "default-security-group-is-empty",
  what: "The default security group of every VPC is managed, and has no rules.",
  why: "Whatever is given no security group gets this one, and AWS makes it so that its members reach each other.",
  fix: "Add an aws_default_security_group for the VPC with ingress = [] and egress = [], and give resources a group of their own.",
  severity: "high",
  checks: [11],
  controls: ["FSBP EC2.2"],
  types: ["aws_vpc", "aws_default_vpc", ...FIREWALL_TYPES],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of vpcsOf(view)) {
      if (about(view, resource, DEFAULT_GROUP, "vpc_id").length > 0) continue;
      yield violationAt({ resource }, "", "leaves its default security group with the rules that AWS gives it");
    }
    for (const resource of ofType(view, DEFAULT_GROUP)) {
      for (const direction of ["ingress", "egress"]) {
        if (wanted(resource, direction) !== undefined) continue;
        // Terraform empties it once, and never looks again.
        const message = `does not say that its ${direction} is empty, so a rule that somebody adds by hand stays`;
        yield unknownAt({ resource }, direction, message);
      }
    }
    for (const { resource, path, direction, group, isInline } of firewallRulesIn(view)) {
      const isDefault = isInline
        ? resource.type === DEFAULT_GROUP
        : pointedAt(view, resource, "security_group_id", [DEFAULT_GROUP]).length > 0 ||
          (isUnknown(group) && group.template?.includes(".default_security_group_id") === true);
      if (isDefault)
        yield violationAt({ resource, at: path }, "", `gives the default security group ${ruleOf[direction]}`);
    }
  },
  passes: [
    {
      shows: "an adopted and emptied group",
      configuration: one(
        "aws_vpc",
        {},
        { aws_default_security_group: { b: { vpc_id: "${aws_vpc.a.id}", ingress: [], egress: [] } } },
      ),
    },
  ],
  fails: [
    { shows: "a VPC that leaves the group alone", configuration: one("aws_vpc", {}) },
    {
      shows: "an adopted group with a rule",
      configuration: one("aws_default_security_group", {
        ingress: [{ protocol: "-1", self: true }],
        egress: [],
      }),
    },
    {
      shows: "a rule beside the group",
      configuration: one(
        "aws_default_security_group",
        { ingress: [], egress: [] },
        {
          aws_vpc_security_group_egress_rule: {
            b: { security_group_id: "${aws_default_security_group.a.id}", ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" },
          },
        },
      ),
    },
    {
      shows: "a rule for the group of a VPC",
      configuration: one("aws_vpc_security_group_ingress_rule", {
        security_group_id: "${aws_vpc.b.default_security_group_id}",
        ip_protocol: "tcp",
        from_port: 22,
        to_port: 22,
        cidr_ipv4: "10.0.0.0/8",
      }),
    },
  ],
};

const ruleOf = { ingress: "a rule for what comes in", egress: "a rule for what goes out" };
