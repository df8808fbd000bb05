import { demand, isTrue } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

export const serviceHasManagedTags: Rule = {
  id: "service-has-managed-tags",
  what: "ECS tags tasks with the names of their cluster and service.",
  why: "Bills and searches find a task's service by them, also when its own tags are wrong.",
  fix: "Set `enable_ecs_managed_tags` to true.",
  severity: "low",
  checks: [16],
  controls: [],
  types: ["aws_ecs_service"],
  judge: function* (view) {
    for (const resource of ofType(view, "aws_ecs_service")) {
      yield* demand({ resource }, "enable_ecs_managed_tags", isTrue, "its tasks get no tags from ECS");
    }
  },
  passes: [{ shows: "managed tags", configuration: one("aws_ecs_service", { enable_ecs_managed_tags: true }) }],
  fails: [{ shows: "nothing said", configuration: one("aws_ecs_service", {}) }],
};
