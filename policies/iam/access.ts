import { CORE_CONTENT_READS, WRITES_WITHOUT_RESOURCE } from "../../aws/iam-actions";
import { fits } from "./patterns";

/**
 * Verbs of actions that change nothing, as AWS names them; all others count as writing. What is read may still be content.
 * Source: Service Authorization Reference, actions of the access levels "List" and "Read".
 */
const READING =
  /^[\w-]+:(?:BatchCheck|BatchDescribe|BatchGet|Check(?!In|out)|Describe|Estimate|Filter|Get|Head|List|Lookup|Query|Scan|Search|Simulate|Validate|View)/i;

/** Actions that read by another name than those verbs, or of the level "Write" in name alone. */
const ALSO_READING = [
  "kms:Decrypt",
  "sqs:ReceiveMessage",
  "logs:StartQuery",
  "logs:StopQuery",
  "logs:TestMetricFilter",
];

/** What hands out credentials opens more than it reads, whatever its verb is. */
const HANDING_OUT = /Credential|Password|DataAccess|SessionToken|FederationToken/i;

/** Whether an action pattern may change something: `s3:*` may, `s3:Get*` may not. */
export const mayWrite = (pattern: string): boolean =>
  (!READING.test(pattern) && !isAmong(ALSO_READING, pattern)) || HANDING_OUT.test(pattern);

/** Whether an action pattern is one action that AWS allows on `*` alone. */
export const hasNoResource = (pattern: string): boolean => isAmong(WRITES_WITHOUT_RESOURCE, pattern);

/** The first action by which a pattern reads what people stored; undefined when it reads none. */
export const contentReadBy = (pattern: string): string | undefined =>
  CORE_CONTENT_READS.find((action) => fits(pattern, action));

/** Whether an action is one of a list; IAM knows no cases. */
export const isAmong = (actions: readonly string[], action: string): boolean =>
  actions.some((each) => each.toLowerCase() === action.toLowerCase());
