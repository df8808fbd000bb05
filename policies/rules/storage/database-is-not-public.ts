import { settingRule } from "../../setting-rule";
import { isNotOn } from "../../verdict";

export const databaseIsNotPublic = settingRule({
  id: "database-is-not-public",
  what: "No database has an address in the internet.",
  why: "A password, a mistake in a group, and everybody reads it.",
  fix: "Set publicly_accessible to false.",
  severity: "critical",
  checks: [27],
  controls: ["FSBP RDS.2"],
  types: ["aws_db_instance", "aws_rds_cluster_instance", "aws_dms_replication_instance", "aws_redshift_cluster"],
  path: "publicly_accessible",
  is: isNotOn,
  says: "it has an address in the internet",
  passes: [
    { shows: "an unset value", configuration: { resource: { aws_db_instance: { a: { engine: "postgres" } } } } },
  ],
  fails: [
    {
      shows: "an instance",
      configuration: { resource: { aws_db_instance: { a: { publicly_accessible: true } } } },
    },
    {
      shows: "an instance of a cluster",
      configuration: { resource: { aws_rds_cluster_instance: { a: { publicly_accessible: true } } } },
    },
  ],
});
