import { demand } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

export const servicePassesItsTagsOn: Rule = {
  id: "service-passes-its-tags-on",
  what: "Tasks carry the tags of their service or of their task definition.",
  why: "What tasks cost is otherwise nobody's: it shows under no service and no customer.",
  fix: "Set `propagate_tags` to SERVICE.",
  severity: "low",
  checks: [16],
  controls: [],
  types: ["aws_ecs_service"],
  judge: function* (view) {
    for (const resource of ofType(view, "aws_ecs_service")) {
      const passes = (value: unknown) => value === "SERVICE" || value === "TASK_DEFINITION";
      yield* demand({ resource }, "propagate_tags", passes, "its tasks carry no tags");
    }
  },
  passes: [{ shows: "those of the service", configuration: one("aws_ecs_service", { propagate_tags: "SERVICE" }) }],
  fails: [
    { shows: "nothing said", configuration: one("aws_ecs_service", {}) },
    { shows: "none", configuration: one("aws_ecs_service", { propagate_tags: "NONE" }) },
  ],
};
