import { Construct } from "constructs";
import { type Condition, createAlarm, MINUTE } from "../monitoring/alarm";

export interface ApiAlarmsProps {
  /** Alarms are called after it, but for those that say their name. */
  readonly name: string;
  /** Names of the alarms that take a deployment back. */
  readonly deploymentAlarms: { readonly errors: string; readonly serverErrors: string };
  readonly api: { readonly id: string; readonly stage: string };
  readonly function: { readonly name: string; readonly alias: string };
  /** Name of the queue of what the function failed. */
  readonly deadLetters: string;
  /** Names of the log groups where an operator reads what the function says, and what callers asked for. */
  readonly logs: { readonly function: string; readonly access: string };
  /** Topic that is told when an alarm begins and when it ends. */
  readonly topicArn: string;
}

/** Fewest failures a minute that are an alarm: of a handful of requests at night one is a large share. */
const FLOOR = 3;

/**
 * Share of failures in percent that is an alarm. A tenth of the requests goes to a new version first, for five minutes, so one
 * of a hundred requests is one of ten of its own; and it has to be seen within that time, in two of three minutes.
 */
const SHARE = 1;
const TWO_OF_THREE = { evaluationPeriods: 3, datapointsToAlarm: 2 };

const THREE_OF_FIVE = { evaluationPeriods: 5, datapointsToAlarm: 3 };

/** What nineteen of twenty callers do not wait for, in milliseconds. */
const SLOW = 3000;

/** Where there is nothing to count, there is no metric either. */
const SILENCE_IS_FINE = { treatMissingData: "notBreaching" };

/**
 * Tells people when an API fails its callers, is slow, or is at its limit. Two of the alarms also take a deployment back: they
 * are quicker than those that only tell.
 */
export class ApiAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ApiAlarmsProps,
  ) {
    super(scope, id);
    const { name, deploymentAlarms } = props;
    this.create("function-errors", deploymentAlarms.errors, this.functionErrors());
    this.create("server-errors", deploymentAlarms.serverErrors, this.serverErrors());
    this.create("latency", `${name}-latency`, this.latency());
    this.create("throttles", `${name}-throttles`, this.throttles());
    this.create("dead-letters", `${name}-dead-letters`, this.deadLetters());
  }

  private create(id: string, name: string, condition: Condition): void {
    createAlarm(this, id, { name, topicArn: this.props.topicArn }, condition);
  }

  /** Of the alias alone, through which callers come: nobody is hurt by what fails elsewhere. */
  private functionErrors(): Condition {
    const { name, alias } = this.props.function;
    const metric = { namespace: "AWS/Lambda", dimensions: { FunctionName: name, Resource: `${name}:${alias}` } };
    return {
      advice:
        `More than ${SHARE} % of the calls ended with an exception or took too long, in two of three minutes. ` +
        `Read ${this.props.logs.function}. A deployment that is under way is taken back by itself; ` +
        "if it began with one that is over, deploy the previous version again.",
      ...shareOf({ ...metric, metricName: "Errors" }, { ...metric, metricName: "Invocations" }),
    };
  }

  private serverErrors(): Condition {
    return {
      advice:
        `More than ${SHARE} % of the answers of the API were 5xx, in two of three minutes: by the function, or in its place ` +
        `when it failed, took too long or had no capacity. Read ${this.props.logs.access}, then ${this.props.logs.function}. ` +
        "A deployment that is under way is taken back by itself; if it began with one that is over, deploy the previous version again.",
      ...shareOf(this.ofApi("5xx"), this.ofApi("Count")),
    };
  }

  private latency(): Condition {
    return {
      advice:
        `One of twenty callers waited longer than ${SLOW / 1000} seconds, in three of five minutes. Read the traces of the ` +
        `function in X-Ray for where the time went. If it is starts or computing, raise its memory in the catalogue.`,
      ...this.ofApi("Latency"),
      extendedStatistic: "p95",
      period: MINUTE,
      // Of a handful of requests one is slow because the function had to start.
      evaluateLowSampleCountPercentiles: "ignore",
      comparisonOperator: "GreaterThanThreshold",
      threshold: SLOW,
      ...THREE_OF_FIVE,
      ...SILENCE_IS_FINE,
    };
  }

  private throttles(): Condition {
    return {
      advice:
        "Lambda turned calls away in three of five minutes: the function answered as many at once as it may. Look whether it " +
        "became slower; else raise concurrency in the catalogue.",
      namespace: "AWS/Lambda",
      metricName: "Throttles",
      dimensions: { FunctionName: this.props.function.name },
      statistic: "Sum",
      period: MINUTE,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      ...THREE_OF_FIVE,
      ...SILENCE_IS_FINE,
    };
  }

  private deadLetters(): Condition {
    const { deadLetters } = this.props;
    return {
      advice:
        `Events that the function failed three times lie in the queue ${deadLetters}, for 14 days. ` +
        `Read ${this.props.logs.function} for why, then send them again or delete them.`,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: deadLetters },
      statistic: "Maximum",
      period: 5 * MINUTE,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      ...SILENCE_IS_FINE,
    };
  }

  /** Source: API Gateway developer guide, "Working with metrics for HTTP APIs". */
  private ofApi(metricName: string): Metric {
    const { id, stage } = this.props.api;
    return { namespace: "AWS/ApiGateway", metricName, dimensions: { ApiId: id, Stage: stage } };
  }
}

interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Record<string, string>;
}

/** A share and not a count, so that it means the same at any load. */
const shareOf = (failures: Metric, all: Metric): Omit<Condition, "advice"> => ({
  metricQuery: [
    { id: "failures", metric: { ...failures, stat: "Sum", period: MINUTE } },
    { id: "all", metric: { ...all, stat: "Sum", period: MINUTE } },
    {
      id: "share",
      label: "failures in percent",
      expression: `IF(failures >= ${FLOOR}, 100 * failures / all, 0)`,
      returnData: true,
    },
  ],
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  threshold: SHARE,
  ...TWO_OF_THREE,
  ...SILENCE_IS_FINE,
});
