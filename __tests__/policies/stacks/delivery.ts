import type { JsonObject } from "../../../terraform-json/json";
import { AROUND } from "./around-delivery";

const KEY = "arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000";
const TOPIC = "arn:aws:sns:eu-west-1:111111111111:alarms";

const role = (name: string) => `arn:aws:iam::111111111111:role/delivery/${name}`;

/** One pipeline with its build, its deployment group, and the functions, machines and budgets around it: nothing to object to. */
export const DELIVERY: JsonObject = {
  "//": { infra: { kind: "delivery", network: "main", production: true, source: "catalogue/delivery.yaml" } },
  terraform: {
    required_version: "~> 1.11",
    required_providers: { aws: { source: "aws", version: "5.100.0" } },
    backend: {
      s3: {
        bucket: "states",
        key: "delivery",
        region: "eu-west-1",
        encrypt: true,
        use_lockfile: true,
        kms_key_id: KEY,
        allowed_account_ids: ["111111111111"],
      },
    },
  },
  provider: {
    aws: [
      {
        region: "eu-west-1",
        allowed_account_ids: ["111111111111"],
        default_tags: [
          {
            tags: {
              env: "main",
              workspace: "shared",
              service: "delivery",
              owner: "platform",
              "cost-center": "platform",
              "managed-by": "terraform",
              repo: "infra",
              "data-class": "internal",
            },
          },
        ],
      },
    ],
  },
  resource: {
    aws_codepipeline: {
      release: {
        name: "release",
        role_arn: role("pipeline"),
        pipeline_type: "V2",
        execution_mode: "QUEUED",
        artifact_store: [{ location: "artifacts", type: "S3", encryption_key: { id: KEY, type: "KMS" } }],
        stage: [
          {
            name: "source",
            action: [
              {
                name: "source",
                category: "Source",
                owner: "AWS",
                provider: "S3",
                version: "1",
                output_artifacts: ["source"],
                configuration: { S3Bucket: "sources", S3ObjectKey: "release.zip", PollForSourceChanges: "false" },
              },
            ],
          },
          {
            name: "plan",
            action: [
              {
                name: "plan",
                category: "Build",
                owner: "AWS",
                provider: "CodeBuild",
                version: "1",
                input_artifacts: ["source"],
                output_artifacts: ["plan"],
                configuration: {
                  ProjectName: "${aws_codebuild_project.plan.name}",
                  EnvironmentVariables: '[{"name":"STAGE","value":"prod","type":"PLAINTEXT"}]',
                },
              },
            ],
          },
          {
            name: "approve",
            action: [{ name: "approve", category: "Approval", owner: "AWS", provider: "Manual", version: "1" }],
          },
          {
            name: "deploy",
            action: [
              {
                name: "deploy",
                category: "Deploy",
                owner: "AWS",
                provider: "CodeDeployToECS",
                version: "1",
                input_artifacts: ["plan"],
                configuration: { ApplicationName: "orders", DeploymentGroupName: "orders" },
              },
            ],
          },
        ],
      },
    },
    aws_codebuild_project: {
      plan: {
        name: "plan",
        service_role: role("build"),
        encryption_key: KEY,
        artifacts: { type: "CODEPIPELINE" },
        environment: {
          compute_type: "BUILD_GENERAL1_SMALL",
          image: `111111111111.dkr.ecr.eu-west-1.amazonaws.com/build@sha256:${"0".repeat(64)}`,
          type: "LINUX_CONTAINER",
          privileged_mode: false,
          environment_variable: [
            { name: "STAGE", value: "prod" },
            { name: "NPM_TOKEN", value: "npm/token", type: "SECRETS_MANAGER" },
          ],
        },
        logs_config: { cloudwatch_logs: { group_name: "${aws_cloudwatch_log_group.build.name}" } },
        source: {
          type: "CODEPIPELINE",
          buildspec: "version: 0.2\nphases:\n  build:\n    commands:\n      - make plan\n",
        },
      },
    },
    aws_codedeploy_deployment_group: {
      orders: {
        app_name: "orders",
        deployment_group_name: "orders",
        service_role_arn: role("deploy"),
        deployment_style: { deployment_option: "WITH_TRAFFIC_CONTROL", deployment_type: "BLUE_GREEN" },
        ecs_service: { cluster_name: "main", service_name: "${aws_ecs_service.orders.name}" },
        auto_rollback_configuration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
        alarm_configuration: { enabled: true, alarms: ["${aws_cloudwatch_metric_alarm.errors.alarm_name}"] },
      },
    },
    aws_ecs_service: {
      orders: {
        name: "orders",
        cluster: "main",
        task_definition: "${aws_ecs_task_definition.orders.arn}",
        deployment_controller: { type: "CODE_DEPLOY" },
        enable_ecs_managed_tags: true,
        propagate_tags: "SERVICE",
        enable_execute_command: false,
        network_configuration: {
          assign_public_ip: false,
          security_groups: ["sg-1"],
          subnets: ["subnet-1", "subnet-2"],
        },
        lifecycle: { ignore_changes: ["task_definition", "desired_count", "load_balancer"] },
      },
    },
    aws_ecs_task_definition: {
      orders: {
        family: "orders",
        requires_compatibilities: ["FARGATE"],
        network_mode: "awsvpc",
        cpu: "256",
        memory: "512",
        execution_role_arn: role("orders-execution"),
        task_role_arn: role("orders"),
        container_definitions: JSON.stringify([
          {
            name: "orders",
            image: `111111111111.dkr.ecr.eu-west-1.amazonaws.com/orders@sha256:${"0".repeat(64)}`,
            user: "65532:65532",
            readonlyRootFilesystem: true,
            healthCheck: { command: ["CMD", "/app/health"] },
            logConfiguration: {
              logDriver: "awslogs",
              options: {
                "awslogs-group": "${aws_cloudwatch_log_group.orders.name}",
                "awslogs-region": "eu-west-1",
                "awslogs-stream-prefix": "orders",
              },
            },
          },
        ]),
      },
    },
    aws_appautoscaling_target: {
      orders: {
        service_namespace: "ecs",
        scalable_dimension: "ecs:service:DesiredCount",
        resource_id: "service/main/${aws_ecs_service.orders.name}",
        min_capacity: 2,
        max_capacity: 4,
      },
    },
    aws_appautoscaling_policy: {
      orders: {
        name: "cpu",
        policy_type: "TargetTrackingScaling",
        service_namespace: "ecs",
        scalable_dimension: "ecs:service:DesiredCount",
        resource_id: "${aws_appautoscaling_target.orders.resource_id}",
        target_tracking_scaling_policy_configuration: {
          predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
          target_value: 60,
        },
      },
    },
    aws_cloudwatch_log_group: {
      build: { name: "/main/build", retention_in_days: 90, kms_key_id: KEY },
      orders: { name: "/main/orders", retention_in_days: 90, kms_key_id: KEY },
      strip: { name: "/aws/lambda/strip", retention_in_days: 90, kms_key_id: KEY },
    },
    aws_cloudwatch_metric_alarm: {
      errors: {
        alarm_name: "orders-errors",
        namespace: "AWS/ApplicationELB",
        metric_name: "HTTPCode_Target_5XX_Count",
        statistic: "Sum",
        period: 60,
        evaluation_periods: 3,
        comparison_operator: "GreaterThanThreshold",
        threshold: 5,
        alarm_actions: [TOPIC],
      },
    },
    ...AROUND,
  },
};
