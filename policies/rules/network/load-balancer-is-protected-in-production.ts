import { demand, isTrue } from "../../demand";
import { inProduction, one } from "../../examples";
import { LOAD_BALANCERS } from "../../parse/load-balancers";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

export const loadBalancerIsProtectedInProduction: Rule = {
  id: "load-balancer-is-protected-in-production",
  what: "AWS refuses to delete load balancers of production.",
  why: "A new one has another name and other addresses: everything that points at the old one is down.",
  fix: "Set enable_deletion_protection = true.",
  severity: "medium",
  checks: [21],
  controls: ["FSBP ELB.6"],
  types: LOAD_BALANCERS,
  judge: function* (view: StackView): Iterable<Judgement> {
    if (view.facts.production !== true) return;
    for (const resource of ofType(view, ...LOAD_BALANCERS)) {
      yield* demand({ resource }, "enable_deletion_protection", isTrue, "can be deleted, though it is of production");
    }
  },
  passes: [
    { shows: "protection", configuration: inProduction(one("aws_lb", { enable_deletion_protection: true })) },
    { shows: "none outside of production", configuration: one("aws_lb", {}) },
  ],
  fails: [{ shows: "none in production", configuration: inProduction(one("aws_lb", {})) }],
};
