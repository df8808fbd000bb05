import { settingRule } from "../../setting-rule";
import { itemsIn, numberIn } from "../../value";
import { known } from "../../verdict";

/** The longest that KMS waits, and what it does when nothing is said. */
const DAYS = 30;

export const keyWaitsBeforeItIsDeleted = settingRule({
  id: "key-waits-before-it-is-deleted",
  what: `A key that is deleted waits ${DAYS} days before it is gone.`,
  why: "What was encrypted with it cannot be read again by anybody, and that is often noticed late.",
  fix: `Leave deletion_window_in_days at ${DAYS}.`,
  severity: "medium",
  checks: [28],
  controls: ["FSBP KMS.3"],
  types: ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key"],
  path: "deletion_window_in_days",
  is: known((value) => itemsIn(value).length === 0 || numberIn(value) === DAYS),
  says: `it is gone before ${DAYS} days have passed`,
  passes: [{ shows: "the default", configuration: { resource: { aws_kms_key: { a: { description: "data" } } } } }],
  fails: [{ shows: "a week", configuration: { resource: { aws_kms_key: { a: { deletion_window_in_days: 7 } } } } }],
});
