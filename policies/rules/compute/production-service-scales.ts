import { violationAt } from "../../demand";
import { inProduction, one, outsideProduction } from "../../examples";
import { scalingPoliciesOf, scalingTargetsOf } from "../../parse/service-scaling";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

export const productionServiceScales: Rule = {
  id: "production-service-scales",
  what: "A service of production is scaled by at least one policy.",
  why: "With a fixed number of tasks the first busy day is an outage.",
  fix: "Add an `aws_appautoscaling_target` for the service and an `aws_appautoscaling_policy` for the target.",
  severity: "medium",
  checks: [19],
  controls: [],
  types: ["aws_ecs_service"],
  judge: function* (view) {
    if (view.facts.production !== true) return;
    for (const resource of ofType(view, "aws_ecs_service")) {
      if (resource.values.scheduling_strategy === "DAEMON") continue;
      const targets = scalingTargetsOf(view, resource);
      if (targets.length === 0) yield violationAt({ resource }, "", "nothing changes its number of tasks");
      else if (!targets.some((target) => scalingPoliciesOf(view, target).length > 0)) {
        yield violationAt({ resource }, "", "no policy says when its number of tasks changes");
      }
    }
  },
  passes: [
    {
      shows: "a target and a policy",
      configuration: inProduction(
        one(
          "aws_ecs_service",
          { name: "orders" },
          {
            aws_appautoscaling_target: { a: { resource_id: "service/main/${aws_ecs_service.a.name}" } },
            aws_appautoscaling_policy: { a: { resource_id: "${aws_appautoscaling_target.a.resource_id}" } },
          },
        ),
      ),
    },
    {
      shows: "the same with plain names",
      configuration: inProduction(
        one(
          "aws_ecs_service",
          { name: "orders" },
          {
            aws_appautoscaling_target: { a: { resource_id: "service/main/orders" } },
            aws_appautoscaling_policy: { a: { resource_id: "service/main/orders" } },
          },
        ),
      ),
    },
    {
      shows: "none, outside of production",
      configuration: outsideProduction(one("aws_ecs_service", { name: "orders" })),
    },
  ],
  fails: [
    { shows: "no target", configuration: inProduction(one("aws_ecs_service", { name: "orders" })) },
    {
      shows: "a target without a policy",
      configuration: inProduction(
        one(
          "aws_ecs_service",
          { name: "orders" },
          {
            aws_appautoscaling_target: { a: { resource_id: "service/main/orders" } },
            aws_appautoscaling_policy: { a: { resource_id: "service/main/users" } },
          },
        ),
      ),
    },
  ],
};
