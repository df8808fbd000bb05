import { demand, isTrue } from "../../demand";
import { one } from "../../examples";
import { isApplication, LOAD_BALANCERS } from "../../parse/load-balancers";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const loadBalancerDropsInvalidHeaders: Rule = {
  id: "load-balancer-drops-invalid-headers",
  what: "Application load balancers drop headers whose names are invalid.",
  why: "Such headers smuggle requests past what stands in front of a service.",
  fix: "Set drop_invalid_header_fields = true.",
  severity: "medium",
  checks: [21],
  controls: ["FSBP ELB.4"],
  types: LOAD_BALANCERS,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...LOAD_BALANCERS).filter(isApplication)) {
      yield* demand({ resource }, "drop_invalid_header_fields", isTrue, "passes headers with invalid names on");
    }
  },
  passes: [
    { shows: "headers dropped", configuration: one("aws_lb", { drop_invalid_header_fields: true }) },
    { shows: "a network load balancer", configuration: one("aws_lb", { load_balancer_type: "network" }) },
  ],
  fails: [
    { shows: "nothing said", configuration: one("aws_lb", { load_balancer_type: "application" }) },
    { shows: "headers kept", configuration: one("aws_alb", { drop_invalid_header_fields: false }) },
  ],
};
