import { demand } from "../../demand";
import { one } from "../../examples";
import { isApplication, LOAD_BALANCERS } from "../../parse/load-balancers";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const loadBalancerDefendsAgainstDesync: Rule = {
  id: "load-balancer-defends-against-desync",
  what: "Application load balancers refuse requests that they and a service may read differently.",
  why: "By such a request one visitor's data gets into another one's answer.",
  fix: 'Leave desync_mitigation_mode out, or set it to "defensive" or "strictest".',
  severity: "medium",
  checks: [21],
  controls: ["FSBP ELB.12"],
  types: LOAD_BALANCERS,
  judge: function* (view: StackView): Iterable<Judgement> {
    const isDefence = (mode: unknown) => mode !== "monitor";
    for (const resource of ofType(view, ...LOAD_BALANCERS).filter(isApplication)) {
      yield* demand({ resource }, "desync_mitigation_mode", isDefence, "only counts ambiguous requests");
    }
  },
  passes: [
    { shows: "nothing said: AWS defends", configuration: one("aws_lb", {}) },
    { shows: "the strictest mode", configuration: one("aws_lb", { desync_mitigation_mode: "strictest" }) },
  ],
  fails: [{ shows: "a mode that only watches", configuration: one("aws_lb", { desync_mitigation_mode: "monitor" }) }],
};
