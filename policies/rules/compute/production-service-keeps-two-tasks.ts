import { demand, isUnset } from "../../demand";
import { inProduction, one, outsideProduction } from "../../examples";
import type { Rule } from "../../rule";
import { numberIn, textIn, type Value } from "../../value";
import { ofType } from "../../view/stack-view";

const TARGET = "aws_appautoscaling_target";
const SCHEDULED = "aws_appautoscaling_scheduled_action";

/** One that says nothing of the least number leaves it as it is. */
const leavesTwo = (value: Value | undefined): boolean => isUnset(value) || (numberIn(value) ?? 0) >= 2;

export const productionServiceKeepsTwoTasks: Rule = {
  id: "production-service-keeps-two-tasks",
  what: "Autoscaling never takes a service of production below two tasks.",
  why: "One task stands in one zone: a restart of it, or a fault of the zone, is an outage.",
  fix: "Set `min_capacity` to 2 or more.",
  severity: "high",
  checks: [19],
  controls: [],
  types: [TARGET, SCHEDULED],
  judge: function* (view) {
    if (view.facts.production !== true) return;
    for (const resource of ofType(view, SCHEDULED)) {
      const { service_namespace: space } = resource.values;
      if (textIn(space) !== undefined && space !== "ecs") continue;
      const path = "scalable_target_action.min_capacity";
      yield* demand({ resource }, path, leavesTwo, "at times it lets fewer than two tasks run");
    }
    for (const resource of ofType(view, TARGET)) {
      const { service_namespace: space } = resource.values;
      if (textIn(space) !== undefined && space !== "ecs") continue;
      const message = "it lets fewer than two tasks run";
      yield* demand({ resource }, "min_capacity", (value) => (numberIn(value) ?? 0) >= 2, message);
    }
  },
  passes: [
    { shows: "two", configuration: inProduction(one(TARGET, { service_namespace: "ecs", min_capacity: 2 })) },
    { shows: "a table", configuration: inProduction(one(TARGET, { service_namespace: "dynamodb", min_capacity: 1 })) },
    {
      shows: "one, outside of production",
      configuration: outsideProduction(one(TARGET, { service_namespace: "ecs", min_capacity: 1 })),
    },
  ],
  fails: [
    {
      shows: "none at night",
      configuration: inProduction(
        one(SCHEDULED, { service_namespace: "ecs", scalable_target_action: { min_capacity: 0 } }),
      ),
    },
    { shows: "one", configuration: inProduction(one(TARGET, { service_namespace: "ecs", min_capacity: 1 })) },
  ],
};
