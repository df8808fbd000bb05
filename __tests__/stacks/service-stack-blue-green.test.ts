import { dnsContract } from "../../stacks/dns-stack";
import { vpcContract } from "../../stacks/network-stack";
import { loadBalancerContract, platformContract } from "../../stacks/platform-stack";
import { ServiceStack } from "../../stacks/service-stack";
import { aNetwork, anEnvironment, aService } from "../support/organisation";
import { Producer } from "../support/producer";
import { resourceOf, resourcesOf, type SynthesizedJson, synthesize } from "../support/synthesize";

const balancer = { listenerArn: "", dnsName: "", zoneId: "", securityGroupId: "", arnSuffix: "" };
const shared = { clusterArn: "", clusterName: "", execLogGroupArn: "", keyArn: "", alarmTopicArn: "" };

/** A service that nobody calls, deployed by CodeDeploy. Its environment has no namespace: it needs none. */
function build(protection: "none" | "production" = "none"): SynthesizedJson {
  const stacks = synthesize((app) => {
    const environment = anEnvironment({ protection, exec: false });
    const tasks = { min: 2, max: 4 };
    const service = aService({ deployment: "blue-green", dependencies: [], environment, tasks });
    const network = aNetwork({ environments: [environment], services: [service] });
    const platform = new Producer(app, "dev-platform", network);
    const subnets = { publicSubnets: [], privateSubnets: [], isolatedSubnets: [] };
    return new ServiceStack(app, service, network, {
      vpc: new Producer(app, "dev-network", network).give(vpcContract, { vpcId: "", ...subnets }),
      dns: new Producer(app, "dev-dns", network).give(dnsContract, { zoneId: "" }),
      platform: {
        platform: platform.give(platformContract, shared),
        loadBalancers: { internal: platform.give(loadBalancerContract("internal"), balancer) },
        namespaces: new Map(),
      },
      services: new Map(),
    });
  });
  const { "dev-service-orders": own } = stacks;
  if (!own) throw new Error(`no such stack among ${Object.keys(stacks)}`);
  return own;
}

describe("a service that is deployed blue-green", () => {
  const stack = build();

  it("has two target groups, and a rule whose target CodeDeploy owns", () => {
    expect(Object.values(resourcesOf(stack, "aws_lb_target_group")).map(({ name }) => name)).toEqual([
      "dev-service-orders",
      "dev-service-orders-green",
    ]);
    expect(resourceOf(stack, "aws_lb_listener_rule").lifecycle).toEqual({ ignore_changes: ["action"] });
  });

  it("leaves revision, number and target group to others, without circuit breaker and Service Connect", () => {
    const service = resourceOf(stack, "aws_ecs_service");
    expect(service).toMatchObject({
      deployment_controller: { type: "CODE_DEPLOY" },
      lifecycle: { ignore_changes: ["task_definition", "desired_count", "load_balancer"] },
    });
    for (const attribute of [
      "deployment_circuit_breaker",
      "alarms",
      "service_connect_configuration",
      "availability_zone_rebalancing",
      "force_new_deployment",
    ])
      expect(service).not.toHaveProperty(attribute);
  });

  it("switches between its target groups, and takes a deployment back that fails or raises an alarm", () => {
    expect(resourceOf(stack, "aws_codedeploy_app")).toEqual({ name: "dev-service-orders", compute_platform: "ECS" });
    expect(resourceOf(stack, "aws_codedeploy_deployment_group")).toEqual({
      app_name: expect.stringMatching(/^\$\{aws_codedeploy_app\..+\.name\}$/),
      deployment_group_name: "dev-service-orders",
      service_role_arn: expect.stringMatching(/^\$\{aws_iam_role\.deployment_role_.+\.arn\}$/),
      deployment_config_name: "CodeDeployDefault.ECSAllAtOnce",
      deployment_style: { deployment_type: "BLUE_GREEN", deployment_option: "WITH_TRAFFIC_CONTROL" },
      ecs_service: {
        cluster_name: "${data.terraform_remote_state.dev-platform.outputs.cluster_name}",
        service_name: expect.stringMatching(/^\$\{aws_ecs_service\..+\.name\}$/),
      },
      load_balancer_info: {
        target_group_pair_info: {
          prod_traffic_route: {
            listener_arns: ["${data.terraform_remote_state.dev-platform.outputs.internal_load_balancer_listener_arn}"],
          },
          target_group: [
            { name: expect.stringMatching(/^\$\{aws_lb_target_group\.route_[^_]+\.name\}$/) },
            { name: expect.stringMatching(/^\$\{aws_lb_target_group\.route_second_.+\.name\}$/) },
          ],
        },
      },
      blue_green_deployment_config: {
        deployment_ready_option: { action_on_timeout: "CONTINUE_DEPLOYMENT" },
        terminate_blue_instances_on_deployment_success: { action: "TERMINATE", termination_wait_time_in_minutes: 10 },
      },
      auto_rollback_configuration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      alarm_configuration: { enabled: true, alarms: [expect.stringContaining("server-errors")] },
    });
  });

  it("moves a tenth of the requests first in production", () => {
    expect(resourceOf(build("production"), "aws_codedeploy_deployment_group").deployment_config_name).toBe(
      "CodeDeployDefault.ECSCanary10Percent5Minutes",
    );
  });

  it("lets CodeDeploy replace its tasks with their own roles and change its rule, and nothing of other services", () => {
    const policies = Object.values(resourcesOf(stack, "aws_iam_role_policy")).map(({ policy }) => String(policy));
    const own = policies.filter((policy) => policy.includes("ecs:CreateTaskSet"));
    expect(own.map((policy) => JSON.parse(policy).Statement)).toEqual([
      [
        {
          Sid: "MakeTaskSets",
          Effect: "Allow",
          Action: "ecs:CreateTaskSet",
          Resource: "*",
          Condition: { ArnEquals: { "ecs:service": expect.stringMatching(/:service\/.+\/\$\{aws_ecs_service/) } },
        },
        {
          Sid: "ReplaceTasks",
          Effect: "Allow",
          Action: ["ecs:DeleteTaskSet", "ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"],
          Resource: [
            expect.stringMatching(/:service\/.+\/\$\{aws_ecs_service/),
            expect.stringMatching(/:task-set\/.+\/\*$/),
          ],
        },
        {
          Sid: "StartTasksWithTheirRoles",
          Effect: "Allow",
          Action: "iam:PassRole",
          Resource: [
            expect.stringMatching(/^\$\{aws_iam_role\.roles_execution_.+\.arn\}$/),
            expect.stringMatching(/^\$\{aws_iam_role\.roles_task_.+\.arn\}$/),
          ],
          Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
        },
        {
          Sid: "SwitchRequests",
          Effect: "Allow",
          Action: "elasticloadbalancing:ModifyRule",
          Resource: expect.stringMatching(/^\$\{aws_lb_listener_rule\..+\.arn\}$/),
        },
        {
          Sid: "LookAtAlarms",
          Effect: "Allow",
          Action: "cloudwatch:DescribeAlarms",
          Resource: expect.stringMatching(/^arn:aws:cloudwatch:[^:]+:\d+:alarm:\*$/),
        },
        {
          Sid: "LookAtWhatHasNoName",
          Effect: "Allow",
          Action: [
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeRules",
            "elasticloadbalancing:DescribeTargetGroups",
          ],
          Resource: "*",
        },
      ],
    ]);
  });

  it("is watched over both target groups, and not for callers that it cannot have", () => {
    const alarms = Object.values(resourcesOf(stack, "aws_cloudwatch_metric_alarm"));
    expect(alarms.map(({ alarm_name }) => alarm_name)).not.toContain("dev-service-orders-server-errors-to-services");
    const tasks = alarms.find(({ alarm_name }) => alarm_name === "dev-service-orders-too-few-tasks");
    expect((tasks?.metric_query as readonly unknown[] | undefined)?.at(-1)).toEqual({
      id: "all",
      label: "HealthyHostCount",
      expression: "FILL(all1, 0) + FILL(all2, 0)",
      return_data: true,
    });
  });
});
