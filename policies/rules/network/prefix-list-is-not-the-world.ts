import { unknownAt, violationAt } from "../../demand";
import { one } from "../../examples";
import { isWorld } from "../../parse/address-ranges";
import type { Judgement, Rule } from "../../rule";
import { blocksIn, isUnknown, textIn } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

export const prefixListIsNotTheWorld: Rule = {
  id: "prefix-list-is-not-the-world",
  what: "No managed prefix list holds everything.",
  why: "A rule of a firewall that names the list looks narrow, and lets everybody in.",
  fix: "List the ranges that are meant; where everybody is meant, write 0.0.0.0/0 into the rule itself.",
  severity: "critical",
  checks: [13],
  controls: ["FSBP EC2.19"],
  types: ["aws_ec2_managed_prefix_list", "aws_ec2_managed_prefix_list_entry"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_ec2_managed_prefix_list")) {
      for (const [index, { cidr }] of blocksIn(resource.values.entry).entries()) {
        const at = `entry[${index}].cidr`;
        if (isUnknown(cidr)) yield unknownAt({ resource }, at);
        else if (isWorld(cidr ?? null)) yield violationAt({ resource }, at, `holds ${textIn(cidr)}`);
      }
    }
    for (const resource of ofType(view, "aws_ec2_managed_prefix_list_entry")) {
      const { cidr } = resource.values;
      if (isUnknown(cidr)) yield unknownAt({ resource }, "cidr");
      else if (isWorld(cidr ?? null)) yield violationAt({ resource }, "cidr", `holds ${textIn(cidr)}`);
    }
  },
  passes: [
    {
      shows: "ranges of offices",
      configuration: one("aws_ec2_managed_prefix_list", { entry: [{ cidr: "192.0.2.0/24" }, { cidr: "fd00::/8" }] }),
    },
  ],
  fails: [
    { shows: "everything", configuration: one("aws_ec2_managed_prefix_list", { entry: { cidr: "0.0.0.0/0" } }) },
    { shows: "half of it", configuration: one("aws_ec2_managed_prefix_list_entry", { cidr: "128.0.0.0/1" }) },
    {
      shows: "all of IPv6 that is in use",
      configuration: one("aws_ec2_managed_prefix_list_entry", { cidr: "2000::/3" }),
    },
  ],
};
