import { demand, isUnset } from "../../demand";
import { inProduction, one, outsideProduction } from "../../examples";
import type { Rule } from "../../rule";
import { numberIn, type Value } from "../../value";
import { ofType } from "../../view/stack-view";

export const serviceKeepsItsTasksDuringDeployments: Rule = {
  id: "service-keeps-its-tasks-during-deployments",
  what: "In production, new tasks are healthy before old ones go.",
  why: "With less than 100 percent a service is smaller than it has to be for as long as a deployment takes.",
  fix: "Set `deployment_minimum_healthy_percent` to 100.",
  severity: "medium",
  checks: [16],
  controls: [],
  types: ["aws_ecs_service"],
  judge: function* (view) {
    if (view.facts.production !== true) return;
    for (const resource of ofType(view, "aws_ecs_service")) {
      if (resource.values.scheduling_strategy === "DAEMON") continue;
      const message = "tasks go before others are healthy while it is deployed";
      yield* demand({ resource }, "deployment_minimum_healthy_percent", keepsAll, message);
    }
  },
  passes: [
    {
      shows: "all of them stay",
      configuration: inProduction(one("aws_ecs_service", { deployment_minimum_healthy_percent: 100 })),
    },
    { shows: "the default, which is 100", configuration: inProduction(one("aws_ecs_service", {})) },
    {
      shows: "none stays, outside of production",
      configuration: outsideProduction(one("aws_ecs_service", { deployment_minimum_healthy_percent: 0 })),
    },
  ],
  fails: [
    {
      shows: "half of them go",
      configuration: inProduction(one("aws_ecs_service", { deployment_minimum_healthy_percent: 50 })),
    },
  ],
};

const keepsAll = (value: Value | undefined): boolean => isUnset(value) || (numberIn(value) ?? 0) >= 100;
