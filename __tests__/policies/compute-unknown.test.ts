import { action, pipeline } from "../../policies/example-pipeline";
import { task } from "../../policies/example-task";
import { inProduction, one } from "../../policies/examples";
import { judge } from "../../policies/judge";
import { COMPUTE_RULES } from "../../policies/rules/compute";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import type { StackView } from "../../policies/view/stack-view";
import type { JsonObject } from "../../terraform-json/json";

const said = (id: string, view: StackView) => {
  const rule = COMPUTE_RULES.find((each) => each.id === id);
  if (!rule) throw new Error(`there is no rule ${id}`);
  return judge([rule], view).map(({ answer, path }) => [answer, path]);
};

const written = (configuration: object) => viewOfConfiguration("a", configuration as JsonObject);

const VAR = "${var.a}";
const CONTAINERS = [
  "container-cannot-write-its-root",
  "container-has-a-health-check",
  "container-is-not-privileged",
  "container-is-not-root",
  "container-logs-to-a-known-group",
  "container-variables-hold-no-secret",
  "production-image-does-not-move",
];

describe("what nobody knows before the apply is neither passed nor refused", () => {
  it.each(CONTAINERS)("all containers: %s", (rule) => {
    const view = written(inProduction(one("aws_ecs_task_definition", { container_definitions: VAR })));
    expect(said(rule, view)).toEqual([["unknown", "container_definitions"]]);
  });

  it.each<[string, object, string]>([
    ["container-cannot-write-its-root", { readonlyRootFilesystem: VAR }, "readonlyRootFilesystem"],
    ["container-has-a-health-check", { healthCheck: { command: VAR } }, "healthCheck.command"],
    ["container-is-not-privileged", { privileged: VAR }, "privileged"],
    ["container-is-not-root", { user: VAR }, "user"],
    ["container-logs-to-a-known-group", { logConfiguration: { logDriver: VAR } }, "logConfiguration.logDriver"],
    ["container-variables-hold-no-secret", { environment: [{ name: VAR, value: "a" }] }, "environment"],
    ["production-image-does-not-move", { image: "registry/orders:1.2.3" }, "image"],
    ["production-image-does-not-move", { image: "registry/orders:${var.version}" }, "image"],
  ])("a part of a container: %s", (rule, container, path) => {
    const at = `container_definitions[name="app"].${path}`;
    expect(said(rule, written(inProduction(task(container))))).toEqual([["unknown", at]]);
  });

  it.each<[string, string, object, string]>([
    [
      "service-has-no-public-address",
      "aws_ecs_service",
      { network_configuration: { assign_public_ip: VAR } },
      "network_configuration.assign_public_ip",
    ],
    [
      "service-keeps-its-tasks-during-deployments",
      "aws_ecs_service",
      { deployment_minimum_healthy_percent: VAR },
      "deployment_minimum_healthy_percent",
    ],
    ["service-passes-its-tags-on", "aws_ecs_service", { propagate_tags: VAR }, "propagate_tags"],
    [
      "service-takes-back-failed-deployments",
      "aws_ecs_service",
      { deployment_controller: { type: VAR } },
      "deployment_controller.type",
    ],
    [
      "service-takes-back-failed-deployments",
      "aws_ecs_service",
      { deployment_controller: { type: "CODE_DEPLOY" } },
      "deployment_controller.type",
    ],
    ["production-allows-no-shells", "aws_ecs_service", { enable_execute_command: VAR }, "enable_execute_command"],
    [
      "production-service-stands-in-two-zones",
      "aws_ecs_service",
      { network_configuration: { subnets: VAR } },
      "network_configuration.subnets",
    ],
    ["production-service-keeps-two-tasks", "aws_appautoscaling_target", { min_capacity: VAR }, "min_capacity"],
    ["log-group-forgets", "aws_cloudwatch_log_group", { retention_in_days: VAR }, "retention_in_days"],
    ["release-tags-never-change", "aws_ecr_repository", { image_tag_mutability: VAR }, "image_tag_mutability"],
    [
      "repository-scans-images",
      "aws_ecr_repository",
      { image_scanning_configuration: { scan_on_push: VAR } },
      "image_scanning_configuration.scan_on_push",
    ],
    [
      "pipeline-is-of-the-second-type",
      "aws_codepipeline",
      { pipeline_type: VAR, execution_mode: "QUEUED" },
      "pipeline_type",
    ],
    [
      "build-is-not-privileged",
      "aws_codebuild_project",
      { environment: { privileged_mode: VAR } },
      "environment.privileged_mode",
    ],
    [
      "build-variables-hold-no-secret",
      "aws_codebuild_project",
      { environment: { environment_variable: [{ name: "API_TOKEN", value: "a", type: VAR }] } },
      "environment.environment_variable",
    ],
    [
      "deployment-group-rolls-back",
      "aws_codedeploy_deployment_group",
      { auto_rollback_configuration: { enabled: true, events: [VAR] } },
      "auto_rollback_configuration.events",
    ],
    ["function-runtime-is-maintained", "aws_lambda_function", { runtime: VAR }, "runtime"],
    ["function-permission-names-its-caller", "aws_lambda_permission", { principal: VAR }, "principal"],
    ["function-url-is-not-public", "aws_lambda_function_url", { authorization_type: VAR }, "authorization_type"],
    [
      "instance-metadata-needs-a-token",
      "aws_instance",
      { metadata_options: { http_tokens: VAR } },
      "metadata_options.http_tokens",
    ],
    [
      "instance-has-no-public-address",
      "aws_instance",
      { associate_public_ip_address: VAR },
      "associate_public_ip_address",
    ],
  ])("an attribute: %s", (rule, type, values, path) => {
    expect(said(rule, written(inProduction(one(type, values))))).toEqual([["unknown", path]]);
  });

  it("whether a pipeline polls its source", () => {
    const stages = [[action("Source", "S3", "source", { PollForSourceChanges: VAR })]];
    const path = "stage[0].action[0].configuration.PollForSourceChanges";
    expect(said("pipeline-starts-by-events", written(pipeline(stages)))).toEqual([["unknown", path]]);
  });

  it("what the policy of a repository of snapshots says", () => {
    const policy = { repository: "${aws_ecr_repository.a.name}", policy: VAR };
    const view = written(inProduction(one("aws_ecr_repository", {}, { aws_ecr_repository_policy: { a: policy } })));
    expect(said("production-pulls-no-snapshots", view)).toEqual([["unknown", "policy"]]);
  });

  it("which images a repository of releases expires", () => {
    const policy = { repository: "${aws_ecr_repository.a.name}", policy: VAR };
    const repository = { image_tag_mutability: "IMMUTABLE" };
    const view = written(one("aws_ecr_repository", repository, { aws_ecr_lifecycle_policy: { a: policy } }));
    expect(said("repository-keeps-releases", view)).toEqual([["unknown", "policy"]]);
  });
});

describe("a plan, which does not tell what changes are ignored", () => {
  const view = written(
    one(
      "aws_ecs_service",
      { name: "a" },
      { aws_appautoscaling_target: { a: { resource_id: "service/main/a", min_capacity: 2 } } },
    ),
  );

  it("is not judged by what a service ignores", () => {
    const planned = { ...view, resources: view.resources.map(({ lifecycle: _, ...rest }) => rest) };
    expect(said("service-ignores-only-what-others-own", view)).toEqual([["violation", "lifecycle.ignore_changes"]]);
    expect(said("service-ignores-only-what-others-own", planned)).toEqual([]);
  });
});

describe("a stack that does not say whether it is production", () => {
  it.each(["production-allows-no-shells", "service-keeps-its-tasks-during-deployments", "production-service-scales"])(
    "is not judged as one that is: %s",
    (rule) => {
      const service = { enable_execute_command: true, deployment_minimum_healthy_percent: 0 };
      expect(said(rule, written(one("aws_ecs_service", service)))).toEqual([]);
    },
  );
});
