import type { Statement } from "../iam/policy-document";

/** What a function of an API writes to. */
export interface FunctionScope {
  readonly logGroupArn: string;
  readonly deadLettersArn: string;
}

/**
 * What Lambda does in the name of a function of an API: write its log, its traces, and the events that it failed. An app that
 * needs more has a reason to change this, in the open.
 * Source: AWS Lambda developer guide, "Working with AWS managed policies in the execution role", and "Adding a dead-letter queue".
 */
export const functionPermissions = ({ logGroupArn, deadLettersArn }: FunctionScope): readonly Statement[] => [
  {
    sid: "WritesItsOwnLog",
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [`${logGroupArn}:*`],
  },
  { sid: "PutsAwayFailedEvents", actions: ["sqs:SendMessage"], resources: [deadLettersArn] },
  // X-Ray knows no resources of these.
  { sid: "WritesTraces", actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], resources: ["*"] },
];
