import { unknownAt, violationAt } from "../../demand";
import { inProduction, one, outsideProduction } from "../../examples";
import type { Rule } from "../../rule";
import { blocksIn, isUnknown } from "../../value";
import { ofType } from "../../view/stack-view";

export const productionClusterHasInsights: Rule = {
  id: "production-cluster-has-insights",
  what: "A cluster of production counts what its tasks use and how often they restart.",
  why: "Without Container Insights nobody sees that a task restarts every few minutes.",
  fix: "Set the cluster's `containerInsights` to enabled or enhanced.",
  severity: "low",
  checks: [],
  controls: ["FSBP ECS.12"],
  types: ["aws_ecs_cluster"],
  judge: function* (view) {
    if (view.facts.production !== true) return;
    for (const resource of ofType(view, "aws_ecs_cluster")) {
      const found = blocksIn(resource.values.setting).find(({ name }) => name === "containerInsights");
      if (isUnknown(found?.value)) yield unknownAt({ resource }, "setting");
      else if (found?.value !== "enabled" && found?.value !== "enhanced") {
        yield violationAt({ resource }, "setting", "it counts nothing about its tasks");
      }
    }
  },
  passes: [
    {
      shows: "insights",
      configuration: inProduction(
        one("aws_ecs_cluster", { setting: [{ name: "containerInsights", value: "enhanced" }] }),
      ),
    },
    { shows: "none, outside of production", configuration: outsideProduction(one("aws_ecs_cluster", {})) },
  ],
  fails: [
    { shows: "nothing said", configuration: inProduction(one("aws_ecs_cluster", {})) },
    {
      shows: "switched off",
      configuration: inProduction(
        one("aws_ecs_cluster", { setting: [{ name: "containerInsights", value: "disabled" }] }),
      ),
    },
  ],
};
