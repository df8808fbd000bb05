import { violationAt } from "../../demand";
import { one } from "../../examples";
import { vpcsOf } from "../../parse/routes";
import type { Judgement, Rule } from "../../rule";
import { isUnknown } from "../../value";
import { about, type StackView } from "../../view/stack-view";

export const vpcHasFlowLog: Rule = {
  id: "vpc-has-flow-log",
  what: "Every VPC has a flow log of all traffic, accepted and refused.",
  why: "Without it nobody can tell afterwards who talked to whom.",
  fix: 'Add an aws_flow_log for the VPC with traffic_type = "ALL".',
  severity: "medium",
  checks: [11],
  controls: ["FSBP EC2.6"],
  types: ["aws_vpc", "aws_default_vpc"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of vpcsOf(view)) {
      const kinds = about(view, resource, "aws_flow_log", "vpc_id").map(({ values }) => values.traffic_type);
      if (kinds.some((kind) => kind === "ALL" || isUnknown(kind))) continue;
      yield violationAt({ resource }, "", kinds.length === 0 ? "has no flow log" : "logs a part of its traffic only");
    }
  },
  passes: [
    {
      shows: "all traffic logged",
      configuration: one("aws_vpc", {}, { aws_flow_log: { b: { vpc_id: "${aws_vpc.a.id}", traffic_type: "ALL" } } }),
    },
  ],
  fails: [
    { shows: "no flow log", configuration: one("aws_vpc", {}) },
    {
      shows: "only what was refused",
      configuration: one("aws_vpc", {}, { aws_flow_log: { b: { vpc_id: "${aws_vpc.a.id}", traffic_type: "REJECT" } } }),
    },
    {
      shows: "the flow log of another VPC",
      configuration: one("aws_vpc", {}, { aws_flow_log: { b: { vpc_id: "${aws_vpc.b.id}", traffic_type: "ALL" } } }),
    },
  ],
};
