import { ApiAlarms } from "../../../constructs/api/api-alarms";
import { resourcesOf, synthesizeConstruct } from "../../support/synthesize";

const stack = synthesizeConstruct((scope) => {
  new ApiAlarms(scope, "alarms", {
    name: "dev-app-portal",
    deploymentAlarms: { errors: "dev-app-portal-function-errors", serverErrors: "dev-app-portal-server-errors" },
    api: { id: "api1", stage: "$default" },
    function: { name: "dev-app-portal-api", alias: "live" },
    deadLetters: "dev-app-portal-dead-letters",
    logs: { function: "/dev/dev-app-portal/function", access: "/dev/dev-app-portal/access" },
    topicArn: "arn:aws:sns:eu-west-1:111111111111:dev-alarms",
  });
});
const alarms = Object.values(resourcesOf(stack, "aws_cloudwatch_metric_alarm"));
const called = (name: string) => alarms.find(({ alarm_name }) => alarm_name === `dev-app-portal-${name}`);

describe("the alarms of an API", () => {
  test("are five, which tell when they begin and when they end, and what to do", () => {
    expect(alarms.map(({ alarm_name }) => alarm_name)).toEqual(
      ["dead-letters", "function-errors", "latency", "server-errors", "throttles"].map(
        (name) => `dev-app-portal-${name}`,
      ),
    );
    const topic = ["arn:aws:sns:eu-west-1:111111111111:dev-alarms"];
    for (const { alarm_actions, ok_actions, alarm_description, treat_missing_data } of alarms) {
      expect({ alarm_actions, ok_actions, treat_missing_data }).toEqual({
        alarm_actions: topic,
        ok_actions: topic,
        treat_missing_data: "notBreaching",
      });
      expect(String(alarm_description).length).toBeLessThanOrEqual(1024);
      expect(alarm_description).toMatch(/\. (?:Read|Look|A deployment) /);
    }
  });

  const ofLive = {
    namespace: "AWS/Lambda",
    dimensions: { FunctionName: "dev-app-portal-api", Resource: "dev-app-portal-api:live" },
  };
  const ofApi = { namespace: "AWS/ApiGateway", dimensions: { ApiId: "api1", Stage: "$default" } };

  test.each([
    ["function-errors", { ...ofLive, metric_name: "Errors" }, { ...ofLive, metric_name: "Invocations" }],
    ["server-errors", { ...ofApi, metric_name: "5xx" }, { ...ofApi, metric_name: "Count" }],
  ])("%s: a share of all calls of the live version, within the five minutes of a canary", (name, failures, all) => {
    const alarm = called(name);
    expect(alarm).toMatchObject({
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluation_periods: 3,
      datapoints_to_alarm: 2,
    });
    expect(alarm?.metric_query).toEqual([
      { id: "failures", metric: { ...failures, stat: "Sum", period: 60 } },
      { id: "all", metric: { ...all, stat: "Sum", period: 60 } },
      {
        id: "share",
        label: "failures in percent",
        expression: "IF(failures >= 3, 100 * failures / all, 0)",
        return_data: true,
      },
    ]);
  });

  test("latency: what nineteen of twenty callers wait at most", () => {
    expect(called("latency")).toMatchObject({
      ...ofApi,
      metric_name: "Latency",
      extended_statistic: "p95",
      threshold: 3000,
      evaluation_periods: 5,
      datapoints_to_alarm: 3,
    });
  });

  test("throttles: calls that Lambda turned away", () => {
    expect(called("throttles")).toMatchObject({
      namespace: "AWS/Lambda",
      metric_name: "Throttles",
      dimensions: { FunctionName: "dev-app-portal-api" },
      threshold: 1,
    });
  });

  test("dead letters: the first one", () => {
    expect(called("dead-letters")).toMatchObject({
      namespace: "AWS/SQS",
      metric_name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "dev-app-portal-dead-letters" },
      threshold: 1,
      evaluation_periods: 1,
    });
  });
});
