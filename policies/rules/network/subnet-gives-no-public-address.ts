import { demand, isFalse, isTrue } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const subnetGivesNoPublicAddress: Rule = {
  id: "subnet-gives-no-public-address",
  what: "No subnet gives a public address to whatever starts in it.",
  why: "What is put there by mistake can then be reached from the internet; load balancers and NAT gateways bring addresses of their own.",
  fix: "Leave map_public_ip_on_launch out, or set it to false.",
  severity: "medium",
  checks: [11],
  controls: ["FSBP EC2.15"],
  types: ["aws_subnet", "aws_default_subnet"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_subnet")) {
      yield* demand({ resource }, "map_public_ip_on_launch", (value) => !isTrue(value), "gives public addresses");
    }
    // AWS made these public: only a written `false` changes that.
    for (const resource of ofType(view, "aws_default_subnet")) {
      yield* demand({ resource }, "map_public_ip_on_launch", isFalse, "gives public addresses, as AWS makes it");
    }
  },
  passes: [
    { shows: "a subnet that says nothing", configuration: one("aws_subnet", {}) },
    { shows: "one that says no", configuration: one("aws_subnet", { map_public_ip_on_launch: false }) },
  ],
  fails: [
    { shows: "public addresses", configuration: one("aws_subnet", { map_public_ip_on_launch: true }) },
    { shows: "a default subnet as it is", configuration: one("aws_default_subnet", {}) },
  ],
};
