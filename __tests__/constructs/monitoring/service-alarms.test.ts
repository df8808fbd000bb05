import { TerraformOutput } from "cdktf";
import { ServiceAlarms } from "../../../constructs/monitoring/service-alarms";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

const topic = "arn:aws:sns:eu-west-1:111111111111:dev-alarms";
const targets = {
  LoadBalancer: "app/dev-internal/50dc6c495c0c9188",
  TargetGroup: "targetgroup/orders/9d95553d9a36c399",
};
const tasks = { ClusterName: "dev", ServiceName: "dev-service-orders" };

describe("the alarms of a service", () => {
  const stack = synthesizeConstruct((scope) => {
    const alarms = new ServiceAlarms(scope, "alarms", {
      serviceName: "dev-service-orders",
      clusterName: "dev",
      loadBalancerArnSuffix: targets.LoadBalancer,
      targetGroupArnSuffixes: [targets.TargetGroup],
      discoveryName: "dev-orders",
      minTasks: 2,
      logGroupName: "/dev/dev/orders",
      topicArn: topic,
    });
    new TerraformOutput(scope, "server-errors", { value: [...alarms.serverErrors] });
  });
  const alarm = (name: string) => resourceOf(stack, "aws_cloudwatch_metric_alarm", `alarms_${name}`);

  it("are seven, and each tells people when it begins and when it ends", () => {
    const alarms = Object.values(resourcesOf(stack, "aws_cloudwatch_metric_alarm"));
    expect(
      alarms.map(({ alarm_name, alarm_actions, ok_actions }) => ({ alarm_name, alarm_actions, ok_actions })),
    ).toEqual(
      [
        "connection-errors",
        "cpu",
        "memory",
        "server-errors-to-services",
        "server-errors",
        "too-few-tasks",
        "unhealthy-tasks",
      ].map((name) => ({ alarm_name: `dev-service-orders-${name}`, alarm_actions: [topic], ok_actions: [topic] })),
    );
  });

  it("fire when more than a twentieth of the answers are server errors, but not for four of them", () => {
    const sum = (metric_name: string) => ({
      namespace: "AWS/ApplicationELB",
      dimensions: targets,
      metric_name,
      stat: "Sum",
      period: 60,
    });
    expect(alarm("server-errors_")).toEqual({
      alarm_name: "dev-service-orders-server-errors",
      alarm_description:
        "More than 5 % of the answers were 5xx in three of five minutes. Read /dev/dev/orders. " +
        "If it began with a release, promote the previous version again.",
      metric_query: [
        { id: "errors", metric: sum("HTTPCode_Target_5XX_Count") },
        { id: "requests", metric: sum("RequestCount") },
        {
          id: "share",
          label: "5xx answers in percent",
          expression: "IF(errors >= 5, 100 * errors / requests, 0)",
          return_data: true,
        },
      ],
      comparison_operator: "GreaterThanThreshold",
      threshold: 5,
      evaluation_periods: 5,
      datapoints_to_alarm: 3,
      treat_missing_data: "notBreaching",
      alarm_actions: [topic],
      ok_actions: [topic],
    });
  });

  it("fire when other services get server errors, which never pass the load balancer", () => {
    expect(alarm("server-errors-to-services")).toEqual({
      alarm_name: "dev-service-orders-server-errors-to-services",
      alarm_description:
        "5 or more answers a minute to other services were 5xx in three of five minutes. They come through " +
        "Service Connect, which the load balancer does not see. Read /dev/dev/orders. " +
        "If it began with a release, promote the previous version again.",
      namespace: "AWS/ECS",
      metric_name: "HTTPCode_Target_5XX_Count",
      dimensions: { TargetDiscoveryName: "dev-orders" },
      statistic: "Sum",
      period: 60,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 5,
      evaluation_periods: 5,
      datapoints_to_alarm: 3,
      treat_missing_data: "notBreaching",
      alarm_actions: [topic],
      ok_actions: [topic],
    });
  });

  it("fire when the load balancer does not reach tasks, and answers with errors of its own", () => {
    expect(alarm("connection-errors")).toEqual({
      alarm_name: "dev-service-orders-connection-errors",
      alarm_description:
        "The load balancer failed 5 or more times a minute to connect to a task in three of five minutes, and " +
        "answered 502, 503 or 504 in its place. Read the stopped reason of the service's tasks, and look whether tasks " +
        "are overloaded or end before their connections do. Read /dev/dev/orders.",
      namespace: "AWS/ApplicationELB",
      metric_name: "TargetConnectionErrorCount",
      dimensions: targets,
      statistic: "Sum",
      period: 60,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 5,
      evaluation_periods: 5,
      datapoints_to_alarm: 3,
      treat_missing_data: "notBreaching",
      alarm_actions: [topic],
      ok_actions: [topic],
    });
  });

  it("fire when a task fails its health check for five minutes, and not when there is no task", () => {
    expect(alarm("unhealthy-tasks")).toEqual({
      alarm_name: "dev-service-orders-unhealthy-tasks",
      alarm_description:
        "A task has failed the load balancer's health check for five minutes, so ECS keeps replacing it. " +
        "Read /dev/dev/orders and the stopped reason of the service's tasks.",
      namespace: "AWS/ApplicationELB",
      metric_name: "UnHealthyHostCount",
      dimensions: targets,
      statistic: "Maximum",
      period: 60,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluation_periods: 5,
      datapoints_to_alarm: 5,
      treat_missing_data: "notBreaching",
      alarm_actions: [topic],
      ok_actions: [topic],
    });
  });

  it("fire when healthy tasks are fewer than the fewest for five minutes, or when nothing is heard of any", () => {
    expect(alarm("too-few-tasks")).toEqual({
      alarm_name: "dev-service-orders-too-few-tasks",
      alarm_description:
        "Fewer than 2 healthy tasks for five minutes. Read the service's events for why tasks do not start: " +
        "no image yet (a new service before its first promotion), a secret without a value, no capacity, a failing start.",
      namespace: "AWS/ApplicationELB",
      metric_name: "HealthyHostCount",
      dimensions: targets,
      statistic: "Minimum",
      period: 60,
      comparison_operator: "LessThanThreshold",
      threshold: 2,
      evaluation_periods: 5,
      datapoints_to_alarm: 5,
      treat_missing_data: "breaching",
      alarm_actions: [topic],
      ok_actions: [topic],
    });
  });

  it.each([
    ["cpu", "CPUUtilization", "CPU"],
    ["memory", "MemoryUtilization", "memory"],
  ])("fire when %s stays above 90 % for 15 minutes, for autoscaling has then reached its end", (name, metric, what) => {
    expect(alarm(name)).toEqual({
      alarm_name: `dev-service-orders-${name}`,
      alarm_description:
        `Average ${what} above 90 % for 15 minutes although autoscaling adds tasks. ` +
        "Raise tasks.max or size in the catalogue, or find out what uses it up.",
      namespace: "AWS/ECS",
      metric_name: metric,
      dimensions: tasks,
      statistic: "Average",
      period: 300,
      comparison_operator: "GreaterThanThreshold",
      threshold: 90,
      evaluation_periods: 3,
      datapoints_to_alarm: 3,
      treat_missing_data: "notBreaching",
      alarm_actions: [topic],
      ok_actions: [topic],
    });
  });

  it("hand on the names of those that take deployments back, one for each way in", () => {
    expect(stack.output?.["server-errors"]?.value).toEqual([
      `\${aws_cloudwatch_metric_alarm.alarms_server-errors_607CC818.alarm_name}`,
      `\${aws_cloudwatch_metric_alarm.alarms_server-errors-to-services_F766730E.alarm_name}`,
    ]);
  });
});
