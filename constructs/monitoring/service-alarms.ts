import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

export interface ServiceAlarmsProps {
  /** Name of the ECS service; alarms are called after it. */
  readonly serviceName: string;
  readonly clusterName: string;
  /** As CloudWatch names them in dimensions. */
  readonly loadBalancerArnSuffix: string;
  readonly targetGroupArnSuffix: string;
  /** Fewest tasks that autoscaling keeps. */
  readonly minTasks: number;
  /** Where an operator reads what the service says. */
  readonly logGroupName: string;
  /** Topic that is told when an alarm begins and when it ends. */
  readonly topicArn: string;
}

/** What an alarm watches, without its name and whom it tells. */
type Condition = Omit<CloudwatchMetricAlarmConfig, "alarmName" | "alarmDescription" | "alarmActions" | "okActions"> & {
  /** What is wrong, and what an operator does about it. */
  readonly advice: string;
};

const MINUTE = 60;

/**
 * Tells people when a service fails its callers, loses tasks, or is at its limit. An alarm does not stay silent for want
 * of data where that is itself the fault, and does not fire for it elsewhere.
 */
export class ServiceAlarms extends Construct {
  /** Name of the alarm on server errors; a deployment that raises it is taken back. */
  readonly serverErrors: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceAlarmsProps,
  ) {
    super(scope, id);
    this.serverErrors = this.createAlarm("server-errors", this.manyServerErrors());
    this.createAlarm("unhealthy-tasks", this.unhealthyTasks());
    this.createAlarm("too-few-tasks", this.tooFewTasks());
    this.createAlarm("cpu", this.exhausted("CPUUtilization", "CPU"));
    this.createAlarm("memory", this.exhausted("MemoryUtilization", "memory"));
  }

  /** A share and not a count, so that it means the same at any load; but not for a handful of requests at night. */
  private manyServerErrors(): Condition {
    return {
      advice:
        `More than 5 % of the answers were 5xx in three of five minutes. Read ${this.props.logGroupName}. ` +
        "If it began with a release, promote the previous version again.",
      metricQuery: [
        this.sumOf("errors", "HTTPCode_Target_5XX_Count"),
        this.sumOf("requests", "RequestCount"),
        {
          id: "share",
          label: "5xx answers in percent",
          expression: "IF(errors >= 5, 100 * errors / requests, 0)",
          returnData: true,
        },
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 5,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      // Without errors there is no metric, and without requests neither.
      treatMissingData: "notBreaching",
    };
  }

  private unhealthyTasks(): Condition {
    return {
      advice:
        "A task has failed the load balancer's health check for five minutes, so ECS keeps replacing it. " +
        `Read ${this.props.logGroupName} and the stopped reason of the service's tasks.`,
      ...this.ofTargets("UnHealthyHostCount", "Maximum"),
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      ...fiveMinutesLong,
      // No task at all means none that is unhealthy; too few tasks is an alarm of its own.
      treatMissingData: "notBreaching",
    };
  }

  /** Counts the tasks that pass the health check: one that runs and does not answer helps nobody. */
  private tooFewTasks(): Condition {
    const { minTasks } = this.props;
    return {
      advice:
        `Fewer than ${minTasks} healthy tasks for five minutes. Read the service's events for why tasks do not start: ` +
        "no image yet (a new service before its first promotion), a secret without a value, no capacity, a failing start.",
      ...this.ofTargets("HealthyHostCount", "Minimum"),
      comparisonOperator: "LessThanThreshold",
      threshold: minTasks,
      ...fiveMinutesLong,
      // The metric ends with the last task: silence is the worst case.
      treatMissingData: "breaching",
    };
  }

  /** Above what autoscaling aims at, for long: it has reached its most tasks, or more tasks do not help. */
  private exhausted(metricName: string, what: string): Condition {
    const { clusterName, serviceName } = this.props;
    return {
      advice:
        `Average ${what} above 90 % for 15 minutes although autoscaling adds tasks. ` +
        "Raise tasks.max or size in the catalogue, or find out what uses it up.",
      namespace: "AWS/ECS",
      metricName,
      dimensions: { ClusterName: clusterName, ServiceName: serviceName },
      statistic: "Average",
      period: 5 * MINUTE,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 90,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      // No tasks use nothing; too few tasks is an alarm of its own.
      treatMissingData: "notBreaching",
    };
  }

  private createAlarm(name: string, { advice, ...condition }: Condition): string {
    const { serviceName, topicArn } = this.props;
    return new CloudwatchMetricAlarm(this, name, {
      ...condition,
      alarmName: `${serviceName}-${name}`,
      alarmDescription: advice,
      alarmActions: [topicArn],
      okActions: [topicArn],
    }).alarmName;
  }

  private sumOf(id: string, metricName: string) {
    const metric = { ...this.targets(), metricName, stat: "Sum", period: MINUTE };
    return { id, metric };
  }

  private ofTargets(metricName: string, statistic: "Maximum" | "Minimum") {
    return { ...this.targets(), metricName, statistic, period: MINUTE };
  }

  private targets() {
    const { loadBalancerArnSuffix, targetGroupArnSuffix } = this.props;
    return {
      namespace: "AWS/ApplicationELB",
      dimensions: { LoadBalancer: loadBalancerArnSuffix, TargetGroup: targetGroupArnSuffix },
    };
  }
}

const fiveMinutesLong = { evaluationPeriods: 5, datapointsToAlarm: 5 };
