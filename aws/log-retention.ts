/**
 * The retention periods, in days, that CloudWatch Logs accepts.
 * Source: CloudWatch Logs API reference, `PutRetentionPolicy`.
 */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Days after which CloudWatch Logs deletes a log event. */
export type LogRetentionDays = (typeof LOG_RETENTION_DAYS)[number];
