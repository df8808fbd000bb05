import { Construct } from "constructs";
import { type Condition, createAlarm, MINUTE } from "./alarm";

export interface ServiceAlarmsProps {
  /** Name of the ECS service; alarms are called after it. */
  readonly serviceName: string;
  readonly clusterName: string;
  /** As CloudWatch names them in dimensions. */
  readonly loadBalancerArnSuffix: string;
  /** One, or the two between which CodeDeploy switches. */
  readonly targetGroupArnSuffixes: readonly string[];
  /**
   * Name under which CloudWatch counts what Service Connect carries to the service. Unique in account and region.
   * @default - no other service calls it
   */
  readonly discoveryName?: string;
  /** Fewest tasks that autoscaling keeps. */
  readonly minTasks: number;
  /** Where an operator reads what the service says. */
  readonly logGroupName: string;
  /** Topic that is told when an alarm begins and when it ends. */
  readonly topicArn: string;
}

/** Errors a minute that are no alarm yet if there are fewer: at night one of a handful of requests is a large share. */
const FLOOR = 5;

/** Long enough that one bad minute is no alarm, and that one good minute does not hide four bad ones. */
const THREE_OF_FIVE = { evaluationPeriods: 5, datapointsToAlarm: 3 };

const ALL_OF_FIVE = { evaluationPeriods: 5, datapointsToAlarm: 5 };

/**
 * Tells people when a service fails its callers, loses tasks, or is at its limit. Callers come through the load balancer,
 * or past it from other services, through Service Connect; the metrics of the one know nothing of the other.
 *
 * An alarm does not stay silent for want of data where that is itself the fault, and does not fire for it elsewhere.
 */
export class ServiceAlarms extends Construct {
  /** Names of the alarms on server errors, one for each way in; a deployment that raises one is taken back. */
  readonly serverErrors: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceAlarmsProps,
  ) {
    super(scope, id);
    const { discoveryName } = props;
    this.serverErrors = [
      this.createAlarm("server-errors", this.manyServerErrors()),
      ...(discoveryName === undefined
        ? []
        : [this.createAlarm("server-errors-to-services", this.serverErrorsToServices(discoveryName))]),
    ];
    this.createAlarm("connection-errors", this.connectionErrors());
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
        ...this.sumOverGroups("errors", "HTTPCode_Target_5XX_Count"),
        ...this.sumOverGroups("requests", "RequestCount"),
        {
          id: "share",
          label: "5xx answers in percent",
          expression: `IF(errors >= ${FLOOR}, 100 * errors / requests, 0)`,
          returnData: true,
        },
      ],
      comparisonOperator: "GreaterThanThreshold",
      threshold: 5,
      ...THREE_OF_FIVE,
      // Without errors there is no metric, and without requests neither.
      treatMissingData: "notBreaching",
    };
  }

  /**
   * A count and not a share: the number of requests has another dimension, `DiscoveryName`. There are metrics only for a
   * port with an `appProtocol`. Source: Amazon ECS Developer Guide, "Amazon ECS CloudWatch metrics".
   */
  private serverErrorsToServices(TargetDiscoveryName: string): Condition {
    return {
      advice:
        `${FLOOR} or more answers a minute to other services were 5xx in three of five minutes. They come through ` +
        `Service Connect, which the load balancer does not see. Read ${this.props.logGroupName}. ` +
        "If it began with a release, promote the previous version again.",
      namespace: "AWS/ECS",
      metricName: "HTTPCode_Target_5XX_Count",
      // Without ServiceName and ClusterName, which would be those of one caller.
      dimensions: { TargetDiscoveryName },
      statistic: "Sum",
      period: MINUTE,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: FLOOR,
      ...THREE_OF_FIVE,
      // Without errors there is no metric.
      treatMissingData: "notBreaching",
    };
  }

  /**
   * The 502, 503 and 504 that a load balancer makes itself are counted for the whole of it and not for a target group;
   * the failed connections behind them are. Source: User Guide for Application Load Balancers, "CloudWatch metrics for your Application Load Balancer".
   */
  private connectionErrors(): Condition {
    return {
      advice:
        `The load balancer failed ${FLOOR} or more times a minute to connect to a task in three of five minutes, and ` +
        "answered 502, 503 or 504 in its place. Read the stopped reason of the service's tasks, and look whether tasks " +
        `are overloaded or end before their connections do. Read ${this.props.logGroupName}.`,
      ...this.overGroups("TargetConnectionErrorCount", "Sum"),
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: FLOOR,
      ...THREE_OF_FIVE,
      // Without errors there is no metric.
      treatMissingData: "notBreaching",
    };
  }

  private unhealthyTasks(): Condition {
    return {
      advice:
        "A task has failed the load balancer's health check for five minutes, so ECS keeps replacing it. " +
        `Read ${this.props.logGroupName} and the stopped reason of the service's tasks.`,
      ...this.overGroups("UnHealthyHostCount", "Maximum"),
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      ...ALL_OF_FIVE,
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
      ...this.overGroups("HealthyHostCount", "Minimum"),
      comparisonOperator: "LessThanThreshold",
      threshold: minTasks,
      ...ALL_OF_FIVE,
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

  private createAlarm(name: string, condition: Condition): string {
    const { serviceName, topicArn } = this.props;
    return createAlarm(this, name, { name: `${serviceName}-${name}`, topicArn }, condition);
  }

  /** A metric of the target group; of two, the sum: requests and tasks are in either, or in both while it switches. */
  private overGroups(metricName: string, statistic: string): Partial<Condition> {
    const [only, ...others] = this.groupMetrics(metricName);
    if (only && others.length === 0) return { ...only, statistic, period: MINUTE };
    const queries = this.sumOf("all", metricName, statistic);
    return { metricQuery: queries.map((query) => (query.id === "all" ? { ...query, returnData: true } : query)) };
  }

  private sumOverGroups(id: string, metricName: string) {
    const [only, ...others] = this.groupMetrics(metricName);
    if (only && others.length === 0) return [{ id, metric: { ...only, stat: "Sum", period: MINUTE } }];
    return this.sumOf(id, metricName, "Sum");
  }

  private sumOf(id: string, metricName: string, stat: string) {
    const each = this.groupMetrics(metricName).map((metric, index) => ({
      id: `${id}${index + 1}`,
      metric: { ...metric, stat, period: MINUTE },
    }));
    // A group to which nobody is sent has no metrics.
    const expression = each.map((query) => `FILL(${query.id}, 0)`).join(" + ");
    return [...each, { id, label: metricName, expression }];
  }

  private groupMetrics(metricName: string) {
    const { loadBalancerArnSuffix: LoadBalancer, targetGroupArnSuffixes } = this.props;
    return targetGroupArnSuffixes.map((TargetGroup) => ({
      namespace: "AWS/ApplicationELB",
      metricName,
      dimensions: { LoadBalancer, TargetGroup },
    }));
  }
}
