import { violationAt } from "../../demand";
import { LISTENER_RULES } from "../../parse/load-balancers";
import type { Judgement, Rule } from "../../rule";
import { numberIn } from "../../value";
import { ofType, pointsAt, type Resource, type StackView } from "../../view/stack-view";

export const listenerRulePrioritiesDiffer: Rule = {
  id: "listener-rule-priorities-differ",
  what: "No two rules of a listener have the same priority.",
  why: "AWS refuses the second one in the middle of an apply.",
  fix: "Give one of them another priority, derived from its name rather than from its place in a list.",
  severity: "medium",
  checks: [21],
  controls: [],
  types: LISTENER_RULES,
  judge: function* (view: StackView): Iterable<Judgement> {
    const first = new Map<string, Resource>();
    for (const resource of ofType(view, ...LISTENER_RULES)) {
      const priority = numberIn(resource.values.priority);
      const listener = pointsAt(view, resource, "listener_arn");
      if (priority === undefined || listener === undefined) continue;
      const key = `${priority} ${listener}`;
      const other = first.get(key);
      if (other === undefined) first.set(key, resource);
      else yield violationAt({ resource }, "priority", `has the priority ${priority}, as has ${other.address}`);
    }
  },
  passes: [
    { shows: "two priorities", configuration: rules({ priority: 1 }, { priority: 2 }) },
    {
      shows: "one priority at two listeners",
      configuration: rules({ priority: 1 }, { priority: 1, listener_arn: "x" }),
    },
  ],
  fails: [{ shows: "the same priority twice", configuration: rules({ priority: 7 }, { priority: "7" }) }],
};

function rules(a: object, b: object): object {
  const shared = { listener_arn: "${aws_lb_listener.web.arn}" };
  return { resource: { aws_lb_listener_rule: { a: { ...shared, ...a }, b: { ...shared, ...b } } } };
}
