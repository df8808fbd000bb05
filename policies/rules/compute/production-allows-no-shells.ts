import { demand, isTrue } from "../../demand";
import { inProduction, one, outsideProduction } from "../../examples";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

export const productionAllowsNoShells: Rule = {
  id: "production-allows-no-shells",
  what: "Nobody can open a shell in a task of production.",
  why: "A shell sees the data and the secrets of the task, and changes what no review has seen.",
  fix: "Set `enable_execute_command` to false; look into logs and metrics, or into the same version elsewhere.",
  severity: "high",
  checks: [18],
  controls: [],
  types: ["aws_ecs_service"],
  judge: function* (view) {
    if (view.facts.production !== true) return;
    for (const resource of ofType(view, "aws_ecs_service")) {
      const message = "people can open shells in its tasks";
      yield* demand({ resource }, "enable_execute_command", (value) => !isTrue(value), message);
    }
  },
  passes: [
    {
      shows: "a service without",
      configuration: inProduction(one("aws_ecs_service", { enable_execute_command: false })),
    },
    {
      shows: "a service with, outside of production",
      configuration: outsideProduction(one("aws_ecs_service", { enable_execute_command: true })),
    },
  ],
  fails: [
    { shows: "a service with", configuration: inProduction(one("aws_ecs_service", { enable_execute_command: true })) },
  ],
};
