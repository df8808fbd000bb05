import { valueAt, violationAt } from "../../demand";
import { one } from "../../examples";
import { scalingTargetsOf } from "../../parse/service-scaling";
import type { Rule } from "../../rule";
import { itemsIn, textIn } from "../../value";
import { ofType, type Resource, type StackView } from "../../view/stack-view";

const PATH = "lifecycle.ignore_changes";

export const serviceIgnoresOnlyWhatOthersOwn: Rule = {
  id: "service-ignores-only-what-others-own",
  what: "A service ignores exactly the changes that others make: autoscaling the number of tasks, promotions the revision, CodeDeploy revision and target group.",
  why: "What is not ignored is taken back by the next apply; what is ignored besides never changes again by Terraform.",
  fix: "Ignore `desired_count` where autoscaling decides it, `task_definition` where promotions do, with CODE_DEPLOY also `load_balancer`, and nothing else.",
  severity: "medium",
  checks: [16],
  controls: [],
  types: ["aws_ecs_service"],
  judge: function* (view) {
    for (const resource of ofType(view, "aws_ecs_service")) {
      // A plan does not tell.
      if (resource.lifecycle === undefined) continue;
      const ignored = itemsIn(resource.lifecycle.ignore_changes).map((item) => textIn(item) ?? "");
      const { must, may } = ownedByOthers(view, resource);
      for (const missing of must.filter((name) => !ignored.includes(name))) {
        yield violationAt({ resource }, PATH, `the next apply takes back \`${missing}\`, which others change`);
      }
      for (const more of ignored.filter((name) => !must.includes(name) && !may.includes(name))) {
        yield violationAt({ resource }, PATH, `it ignores \`${more}\`, which nobody else changes`);
      }
    }
  },
  passes: [
    { shows: "Terraform owns all of it", configuration: one("aws_ecs_service", { name: "a" }) },
    {
      shows: "promotions own the revision, autoscaling the number",
      configuration: one(
        "aws_ecs_service",
        { name: "a", lifecycle: { ignore_changes: ["task_definition", "desired_count"] } },
        { aws_appautoscaling_target: { a: { resource_id: "service/main/${aws_ecs_service.a.name}" } } },
      ),
    },
    {
      shows: "CodeDeploy",
      configuration: one("aws_ecs_service", {
        deployment_controller: { type: "CODE_DEPLOY" },
        lifecycle: { ignore_changes: ["task_definition", "desired_count", "load_balancer"] },
      }),
    },
  ],
  fails: [
    {
      shows: "autoscaling against Terraform",
      configuration: one(
        "aws_ecs_service",
        { name: "a" },
        { aws_appautoscaling_target: { a: { resource_id: "service/main/a" } } },
      ),
    },
    {
      shows: "CodeDeploy, without its target group",
      configuration: one("aws_ecs_service", {
        deployment_controller: { type: "CODE_DEPLOY" },
        lifecycle: { ignore_changes: ["task_definition"] },
      }),
    },
    {
      shows: "the network of a service",
      configuration: one("aws_ecs_service", { lifecycle: { ignore_changes: ["network_configuration"] } }),
    },
    { shows: "everything", configuration: one("aws_ecs_service", { lifecycle: { ignore_changes: "all" } }) },
  ],
};

interface Owned {
  readonly must: readonly string[];
  readonly may: readonly string[];
}

/** Whether promotions own the revision is the one thing that stands nowhere else. */
function ownedByOthers(view: StackView, service: Resource): Owned {
  const number = scalingTargetsOf(view, service).length > 0 ? ["desired_count"] : [];
  return valueAt(service.values, "deployment_controller.type") === "CODE_DEPLOY"
    ? { must: ["task_definition", "load_balancer", ...number], may: ["desired_count"] }
    : { must: number, may: ["task_definition", "desired_count"] };
}
