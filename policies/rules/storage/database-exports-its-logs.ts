import { settingRule } from "../../setting-rule";
import { isSet } from "../../verdict";

export const databaseExportsItsLogs = settingRule({
  id: "database-exports-its-logs",
  what: "Each database sends its logs to CloudWatch.",
  why: "RDS keeps them for days, where nobody searches them and no alarm reads them.",
  fix: "Name the logs of the engine in enabled_cloudwatch_logs_exports: postgresql and upgrade for PostgreSQL.",
  severity: "medium",
  checks: [27],
  controls: ["FSBP RDS.9", "FSBP RDS.34", "FSBP RDS.36", "FSBP RDS.37", "FSBP DocumentDB.4", "FSBP Neptune.2"],
  types: ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"],
  path: {
    aws_db_instance: "enabled_cloudwatch_logs_exports",
    aws_rds_cluster: "enabled_cloudwatch_logs_exports",
    aws_docdb_cluster: "enabled_cloudwatch_logs_exports",
    aws_neptune_cluster: "enable_cloudwatch_logs_exports",
  },
  is: isSet,
  says: "its logs leave it nowhere",
  passes: [
    {
      shows: "the logs of PostgreSQL",
      configuration: { resource: { aws_db_instance: { a: { enabled_cloudwatch_logs_exports: ["postgresql"] } } } },
    },
  ],
  fails: [
    { shows: "none named", configuration: { resource: { aws_db_instance: { a: { engine: "postgres" } } } } },
    {
      shows: "an empty list",
      configuration: { resource: { aws_rds_cluster: { a: { enabled_cloudwatch_logs_exports: [] } } } },
    },
  ],
});
