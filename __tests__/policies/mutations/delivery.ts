import { type Configuration, first, type Mutation } from "../mutation";
import { DELIVERY } from "../stacks/delivery";

const PIPELINE = "aws_codepipeline";
const PROJECT = "aws_codebuild_project";
const GROUP = "aws_codedeploy_deployment_group";

/** Changes the stages of the pipeline. */
const stages =
  (change: (stages: Configuration[]) => void): Mutation["mutate"] =>
  (configuration) =>
    change(first(configuration, PIPELINE).stage);

/** Of pipelines, CodeDeploy, functions, machines and budgets, which the example organisation has none of yet. */
export const DELIVERY_MUTATIONS: readonly Mutation[] = [
  {
    check: 16,
    does: "keeps CodeDeploy from taking a deployment back",
    stack: DELIVERY,
    mutate: (configuration) => {
      first(configuration, GROUP).auto_rollback_configuration.enabled = false;
    },
    rule: "deployment-group-rolls-back",
    address: /^aws_codedeploy_deployment_group\.orders$/,
  },
  {
    check: 16,
    does: "takes the alarms of a deployment away",
    stack: DELIVERY,
    mutate: (configuration) => {
      delete first(configuration, GROUP).alarm_configuration;
    },
    rule: "deployment-group-watches-alarms",
    address: /^aws_codedeploy_deployment_group\.orders$/,
  },
  {
    check: 16,
    does: "lets Terraform take back what CodeDeploy switched",
    stack: DELIVERY,
    mutate: (configuration) => {
      first(configuration, "aws_ecs_service").lifecycle.ignore_changes = ["task_definition", "desired_count"];
    },
    rule: "service-ignores-only-what-others-own",
    address: /^aws_ecs_service\.orders$/,
  },
  {
    check: 4,
    does: "puts a password into the script of a machine",
    stack: DELIVERY,
    mutate: (configuration) => {
      first(configuration, "aws_instance").user_data =
        "#!/bin/sh\nexport DB_PASSWORD=${aws_lambda_function.strip.arn}\n";
    },
    rule: "user-data-takes-no-secret",
    address: /^aws_instance\.host$/,
  },
  {
    check: 20,
    does: "leaves the log group of a function to Lambda",
    stack: DELIVERY,
    mutate: (configuration) => {
      delete configuration.resource.aws_cloudwatch_log_group.strip;
    },
    rule: "function-log-group-is-made-here",
    address: /^aws_lambda_function\.strip$/,
  },
  {
    check: 26,
    does: "asks nobody before it deploys to production",
    stack: DELIVERY,
    mutate: stages((all) => all.splice(2, 1)),
    rule: "production-pipeline-asks-once",
    address: /^aws_codepipeline\.release$/,
  },
  {
    check: 26,
    does: "asks twice",
    stack: DELIVERY,
    mutate: stages((all) => all.splice(2, 0, structuredClone(all[2]))),
    rule: "production-pipeline-asks-once",
    address: /^aws_codepipeline\.release$/,
  },
  {
    check: 26,
    does: "asks after it deployed",
    stack: DELIVERY,
    mutate: stages((all) => all.push(...all.splice(2, 1))),
    rule: "production-pipeline-asks-once",
    address: /^aws_codepipeline\.release$/,
  },
  {
    check: 26,
    does: "asks outside of production",
    stack: DELIVERY,
    mutate: (configuration) => {
      delete configuration["//"].infra.production;
    },
    rule: "other-pipelines-ask-nobody",
    address: /^aws_codepipeline\.release$/,
  },
  {
    check: 26,
    does: "polls its source",
    stack: DELIVERY,
    mutate: stages(([source]) => {
      delete source.action[0].configuration.PollForSourceChanges;
    }),
    rule: "pipeline-starts-by-events",
    address: /^aws_codepipeline\.release$/,
  },
  {
    check: 26,
    does: "goes back to the first type of pipelines",
    stack: DELIVERY,
    mutate: (configuration) => {
      delete first(configuration, PIPELINE).pipeline_type;
    },
    rule: "pipeline-is-of-the-second-type",
    address: /^aws_codepipeline\.release$/,
  },
  {
    check: 26,
    does: "takes the key of artifacts away",
    stack: DELIVERY,
    mutate: (configuration) => {
      delete first(configuration, PIPELINE).artifact_store[0].encryption_key;
    },
    rule: "pipeline-artifacts-have-a-key",
    address: /^aws_codepipeline\.release$/,
  },
  {
    check: 26,
    does: "makes a build privileged that builds no image",
    stack: DELIVERY,
    mutate: (configuration) => {
      first(configuration, PROJECT).environment.privileged_mode = true;
    },
    rule: "build-is-not-privileged",
    address: /^aws_codebuild_project\.plan$/,
  },
  {
    check: 26,
    does: "writes a token into a plain variable of a build",
    stack: DELIVERY,
    mutate: (configuration) => {
      delete first(configuration, PROJECT).environment.environment_variable[1].type;
    },
    rule: "build-variables-hold-no-secret",
    address: /^aws_codebuild_project\.plan$/,
  },
  {
    check: 26,
    does: "writes a token into a plain variable of a pipeline",
    stack: DELIVERY,
    mutate: stages(([, plan]) => {
      plan.action[0].configuration.EnvironmentVariables = '[{"name":"API_TOKEN","value":"x"}]';
    }),
    rule: "build-variables-hold-no-secret",
    address: /^aws_codepipeline\.release$/,
  },
  {
    check: 26,
    does: "switches the log of a build off",
    stack: DELIVERY,
    mutate: (configuration) => {
      first(configuration, PROJECT).logs_config = { cloudwatch_logs: { status: "DISABLED" } };
    },
    rule: "build-keeps-logs",
    address: /^aws_codebuild_project\.plan$/,
  },
  {
    check: 30,
    does: "lets a budget tell nobody",
    stack: DELIVERY,
    mutate: (configuration) => {
      delete first(configuration, "aws_budgets_budget").notification;
    },
    rule: "budget-tells-somebody",
    address: /^aws_budgets_budget\.month$/,
  },
];
