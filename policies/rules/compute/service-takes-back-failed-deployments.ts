import { demand, isTrue, isUnset, unknownAt, valueAt, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { isUnknown } from "../../value";
import { about, ofType, type Resource, type StackView } from "../../view/stack-view";

const BREAKER = "deployment_circuit_breaker";

export const serviceTakesBackFailedDeployments: Rule = {
  id: "service-takes-back-failed-deployments",
  what: "A deployment that fails is taken back by itself: by the circuit breaker, or else by CodeDeploy, never by both.",
  why: "Otherwise ECS starts broken tasks again and again until somebody looks; it refuses a breaker beside CodeDeploy.",
  fix: "Enable the circuit breaker with rollback; with the controller CODE_DEPLOY leave it out and give the service a deployment group.",
  severity: "high",
  checks: [16],
  controls: [],
  types: ["aws_ecs_service"],
  judge: function* (view) {
    for (const resource of ofType(view, "aws_ecs_service")) yield* judgeService(view, resource);
  },
  passes: [
    {
      shows: "a circuit breaker with rollback",
      configuration: one("aws_ecs_service", { deployment_circuit_breaker: { enable: true, rollback: true } }),
    },
    {
      shows: "CodeDeploy with a deployment group",
      configuration: one(
        "aws_ecs_service",
        { name: "a", deployment_controller: { type: "CODE_DEPLOY" } },
        {
          aws_codedeploy_deployment_group: {
            a: {
              ecs_service: { service_name: "${aws_ecs_service.a.name}" },
              auto_rollback_configuration: { enabled: true, events: ["DEPLOYMENT_FAILURE"] },
            },
          },
        },
      ),
    },
  ],
  fails: [
    { shows: "neither", configuration: one("aws_ecs_service", { name: "a" }) },
    {
      shows: "a breaker that leaves the broken deployment there",
      configuration: one("aws_ecs_service", { deployment_circuit_breaker: [{ enable: true, rollback: false }] }),
    },
    {
      shows: "both",
      configuration: one("aws_ecs_service", {
        deployment_controller: { type: "CODE_DEPLOY" },
        deployment_circuit_breaker: { enable: true, rollback: true },
      }),
    },
    {
      shows: "a controller that takes nothing back",
      configuration: one("aws_ecs_service", { deployment_controller: { type: "EXTERNAL" } }),
    },
    {
      shows: "a deployment group that takes nothing back",
      configuration: one(
        "aws_ecs_service",
        { name: "a", deployment_controller: { type: "CODE_DEPLOY" } },
        { aws_codedeploy_deployment_group: { a: { ecs_service: { service_name: "a" } } } },
      ),
    },
  ],
};

function* judgeService(view: StackView, resource: Resource): Iterable<Judgement> {
  const controller = valueAt(resource.values, "deployment_controller.type");
  if (isUnknown(controller)) yield unknownAt({ resource }, "deployment_controller.type");
  else if (controller === "CODE_DEPLOY") yield* judgeCodeDeploy(view, resource);
  else if (isUnset(controller) || controller === "ECS") {
    yield* demand({ resource }, `${BREAKER}.enable`, isTrue, "it has no circuit breaker");
    yield* demand({ resource }, `${BREAKER}.rollback`, isTrue, "its circuit breaker does not take the deployment back");
  } else yield violationAt({ resource }, "deployment_controller.type", "nothing takes its failed deployments back");
}

function* judgeCodeDeploy(view: StackView, resource: Resource): Iterable<Judgement> {
  const noBreaker = "it has a circuit breaker, and CodeDeploy deploys it";
  yield* demand({ resource }, `${BREAKER}.enable`, (value) => !isTrue(value), noBreaker);
  const groups = ofType(view, "aws_codedeploy_deployment_group").length
    ? about(view, resource, "aws_codedeploy_deployment_group", "ecs_service", []).concat(namedGroups(view, resource))
    : [];
  if (groups.length === 0) {
    yield unknownAt({ resource }, "deployment_controller.type", "its deployment group stands in no part of this stack");
  } else if (groups.every(({ values }) => valueAt(values, "auto_rollback_configuration.enabled") !== true)) {
    yield violationAt({ resource }, "deployment_controller.type", "its deployment group takes nothing back");
  }
}

/** Groups that say the service's name as a text. */
const namedGroups = (view: StackView, { values }: Resource): readonly Resource[] =>
  ofType(view, "aws_codedeploy_deployment_group").filter(
    (group) => typeof values.name === "string" && valueAt(group.values, "ecs_service.service_name") === values.name,
  );
