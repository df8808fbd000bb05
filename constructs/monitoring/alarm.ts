import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";

/** What an alarm watches, without its name and whom it tells. */
export type Condition = Omit<
  CloudwatchMetricAlarmConfig,
  "alarmName" | "alarmDescription" | "alarmActions" | "okActions"
> & {
  /** What is wrong, and what an operator does about it. */
  readonly advice: string;
};

/** Seconds. */
export const MINUTE = 60;

/** Whom an alarm tells, and what it is called. */
export interface AlarmProps {
  /** Unique in account and region. */
  readonly name: string;
  /** Topic that is told when the alarm begins and when it ends. */
  readonly topicArn: string;
}

/** Makes an alarm that tells people what to do. Returns its name. */
export const createAlarm = (
  scope: Construct,
  id: string,
  { name, topicArn }: AlarmProps,
  { advice, ...condition }: Condition,
): string =>
  new CloudwatchMetricAlarm(scope, id, {
    ...condition,
    alarmName: name,
    alarmDescription: advice,
    alarmActions: [topicArn],
    okActions: [topicArn],
  }).alarmName;
