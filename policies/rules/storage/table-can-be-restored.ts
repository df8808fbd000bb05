import { settingRule } from "../../setting-rule";
import { isOn } from "../../verdict";

export const tableCanBeRestored = settingRule({
  id: "table-can-be-restored",
  what: "Each table of DynamoDB can be taken back to any moment of the last 35 days.",
  why: "One wrong loop over a table changes every row, and nothing holds the old ones.",
  fix: "Set point_in_time_recovery with enabled true.",
  severity: "high",
  checks: [28],
  controls: ["FSBP DynamoDB.2"],
  types: ["aws_dynamodb_table"],
  path: "point_in_time_recovery.enabled",
  is: isOn,
  says: "what is overwritten in it is lost",
  passes: [
    {
      shows: "recovery",
      configuration: { resource: { aws_dynamodb_table: { a: { point_in_time_recovery: [{ enabled: true }] } } } },
    },
  ],
  fails: [
    { shows: "the default", configuration: { resource: { aws_dynamodb_table: { a: { name: "t" } } } } },
    {
      shows: "recovery turned off",
      configuration: { resource: { aws_dynamodb_table: { a: { point_in_time_recovery: { enabled: false } } } } },
    },
  ],
});
