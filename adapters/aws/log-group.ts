import { CloudWatchLogsClient, type FilteredLogEvent, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import type { LogEvent, LogGroup } from "../../operations/apps/logs";
import { type Connection, settingsFor } from "./connection";
import { explained } from "./errors";

/** A log group of CloudWatch. */
export interface LogPlace {
  readonly logGroup: string;
  readonly region: string;
  /** The stack that makes it, for errors: `dev-app-portal`. */
  readonly madeBy: string;
}

/**
 * What was logged in a group.
 *
 * @throws AwsError while it is read: what was asked, why it failed, what to do.
 */
export function logGroup(connection: Connection, { logGroup: logGroupName, region, madeBy }: LogPlace): LogGroup {
  const client = new CloudWatchLogsClient(settingsFor(connection, region));
  return {
    async *since(start) {
      // CloudWatch Logs refuses what is before 1970.
      const request = { logGroupName, startTime: Math.max(0, start.getTime()) };
      try {
        for await (const { events = [] } of paginateFilterLogEvents({ client }, request)) yield events.map(logEvent);
      } catch (failure) {
        throw explained(
          {
            what: `read the log ${logGroupName}`,
            permissions: "logs:FilterLogEvents",
            region,
            endpoint: connection.endpoint,
            isSecret: false,
            reasons: {
              ResourceNotFoundException: `there is no such log group. The stack ${madeBy} makes it: deploy it`,
              ServiceUnavailableException: "AWS has trouble. Run this again",
            },
          },
          failure,
        );
      }
    },
  };
}

const logEvent = ({ eventId = "", timestamp = 0, logStreamName = "", message = "" }: FilteredLogEvent): LogEvent => ({
  id: eventId || JSON.stringify([logStreamName, timestamp, message]),
  at: new Date(timestamp),
  stream: logStreamName,
  message,
});
