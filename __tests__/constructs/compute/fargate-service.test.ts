import { TerraformOutput } from "cdktf";
import { fargateSize } from "../../../aws/fargate-sizes";
import { HostRoute } from "../../../constructs/balancing/host-route";
import { FargateService, type FargateServiceProps } from "../../../constructs/compute/fargate-service";
import { FargateTask } from "../../../constructs/compute/fargate-task";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

const logs = { groupName: "/dev/dev/orders", region: "eu-west-1" };
const namespaceArn = "arn:aws:servicediscovery:eu-west-1:111111111111:namespace/ns-abcdefgh12345678";
const connect = { namespaceArn, alias: "orders", discoveryName: "dev-orders" };

const rollbackAlarms = ["dev-service-orders-server-errors", "dev-service-orders-server-errors-to-services"];
const rolling = { connect, rollbackAlarms };

const build = (fields: Partial<FargateServiceProps> = {}) =>
  synthesizeConstruct((scope) => {
    const task = new FargateTask(scope, "task", {
      family: "dev-service-orders",
      size: fargateSize(256, 512),
      executionRoleArn: "arn:aws:iam::111111111111:role/dev/dev/execution",
      taskRoleArn: "arn:aws:iam::111111111111:role/dev/dev/task",
      container: { name: "orders", image: "orders:bootstrap", port: 8080, healthPath: "/health", logs },
    });
    const route = new HostRoute(scope, "route", {
      name: "dev-service-orders",
      host: "orders.dev.equipweb.biz",
      priority: 4711,
      vpcId: "vpc-0a1b2c3d",
      port: 8080,
      healthPath: "/health",
      loadBalancer: { listenerArn: "arn:listener", dnsName: "lb.example.com", zoneId: "Z32O12XQLNTSW2" },
      zoneId: "Z0123456789ABCDEFGHIJ",
      ipv6: false,
    });
    const service = new FargateService(scope, "service", {
      name: "dev-service-orders",
      clusterArn: "arn:aws:ecs:eu-west-1:111111111111:cluster/dev",
      task,
      route,
      subnets: ["subnet-a", "subnet-b"],
      securityGroupId: "sg-orders",
      tasks: 2,
      capacity: "on-demand",
      deployment: rolling,
      logs,
      ...fields,
    });
    new TerraformOutput(scope, "name", { value: service.name });
  });

describe("a service", () => {
  const stack = build();

  it("runs privately, is replaced task by task, and goes back when that fails", () => {
    expect(resourcesOf(stack, "aws_ecs_service")).toEqual({
      service_6D174F83: {
        name: "dev-service-orders",
        cluster: "arn:aws:ecs:eu-west-1:111111111111:cluster/dev",
        task_definition: `\${aws_ecs_task_definition.task_117DF50A.arn}`,
        desired_count: 2,
        capacity_provider_strategy: [{ capacity_provider: "FARGATE", weight: 1 }],
        network_configuration: {
          subnets: ["subnet-a", "subnet-b"],
          security_groups: ["sg-orders"],
          assign_public_ip: false,
        },
        availability_zone_rebalancing: "ENABLED",
        load_balancer: [
          {
            target_group_arn: `\${aws_lb_target_group.route_913841CD.arn}`,
            container_name: "orders",
            container_port: 8080,
          },
        ],
        health_check_grace_period_seconds: 60,
        deployment_minimum_healthy_percent: 100,
        deployment_maximum_percent: 200,
        deployment_circuit_breaker: { enable: true, rollback: true },
        alarms: {
          enable: true,
          rollback: true,
          alarm_names: ["dev-service-orders-server-errors", "dev-service-orders-server-errors-to-services"],
        },
        service_connect_configuration: {
          enabled: true,
          namespace: namespaceArn,
          log_configuration: {
            log_driver: "awslogs",
            options: {
              "awslogs-group": "/dev/dev/orders",
              "awslogs-region": "eu-west-1",
              "awslogs-stream-prefix": "service-connect",
              mode: "non-blocking",
              "max-buffer-size": "25m",
            },
          },
          service: [
            {
              port_name: "http",
              discovery_name: "dev-orders",
              client_alias: { dns_name: "orders", port: 8080 },
              timeout: { per_request_timeout_seconds: 15, idle_timeout_seconds: 300 },
            },
          ],
        },
        enable_ecs_managed_tags: true,
        propagate_tags: "SERVICE",
        enable_execute_command: false,
        force_new_deployment: true,
        wait_for_steady_state: false,
        depends_on: ["aws_lb_listener_rule.route_rule_C35D842A"],
        lifecycle: { ignore_changes: ["task_definition", "desired_count"] },
      },
    });
  });

  it("runs on interruptible capacity alone where that is asked for", () => {
    expect(resourceOf(build({ capacity: "spot" }), "aws_ecs_service").capacity_provider_strategy).toEqual([
      { capacity_provider: "FARGATE_SPOT", weight: 1 },
    ]);
  });

  it("gives its callers' requests and connections as much time as it is told to, or any", () => {
    const timeoutOf = (fields: object) =>
      resourceOf(build({ deployment: { ...rolling, connect: { ...connect, ...fields } } }), "aws_ecs_service")
        .service_connect_configuration;
    expect(timeoutOf({ requestTimeoutSeconds: 60, idleTimeoutSeconds: 600 })).toMatchObject({
      service: [{ timeout: { per_request_timeout_seconds: 60, idle_timeout_seconds: 600 } }],
    });
    expect(timeoutOf({ requestTimeoutSeconds: 0, idleTimeoutSeconds: 0 })).toMatchObject({
      service: [{ timeout: { per_request_timeout_seconds: 0, idle_timeout_seconds: 0 } }],
    });
  });

  it("opens its tasks to shells only when it is told to", () => {
    expect(resourceOf(build({ exec: true }), "aws_ecs_service").enable_execute_command).toBe(true);
  });

  it("refers in its port to the port that the container names", () => {
    const { container_definitions } = resourceOf(stack, "aws_ecs_task_definition");
    const [{ portMappings }] = JSON.parse(String(container_definitions));
    const { service_connect_configuration } = resourceOf(stack, "aws_ecs_service");
    expect(service_connect_configuration).toMatchObject({ service: [{ port_name: portMappings[0].name }] });
  });

  it("hands on its name by reference, so that what scales it waits for it", () => {
    expect(stack.output?.name?.value).toBe(`\${aws_ecs_service.service_6D174F83.name}`);
  });
});
