import { inProduction, outsideProduction } from "../../examples";
import { settingRule } from "../../setting-rule";
import { isOn } from "../../verdict";

export const productionDatabaseRefusesDeletion = settingRule({
  id: "production-database-refuses-deletion",
  what: "AWS itself refuses to delete a database or a table of production.",
  why: "A wrong click or a wrong apply ends it.",
  fix: "Set deletion_protection to true; for DynamoDB it is called deletion_protection_enabled.",
  severity: "high",
  checks: [27, 28],
  controls: ["FSBP RDS.7", "FSBP RDS.8", "FSBP DynamoDB.6", "FSBP DocumentDB.5", "FSBP Neptune.4"],
  types: ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster", "aws_dynamodb_table"],
  of: "production",
  path: {
    aws_db_instance: "deletion_protection",
    aws_rds_cluster: "deletion_protection",
    aws_docdb_cluster: "deletion_protection",
    aws_neptune_cluster: "deletion_protection",
    aws_dynamodb_table: "deletion_protection_enabled",
  },
  is: isOn,
  says: "it is deleted without asking back",
  passes: [
    {
      shows: "protection",
      configuration: inProduction({ resource: { aws_db_instance: { a: { deletion_protection: true } } } }),
    },
    { shows: "a preview", configuration: outsideProduction({ resource: { aws_rds_cluster: { a: {} } } }) },
  ],
  fails: [
    {
      shows: "an instance",
      configuration: inProduction({ resource: { aws_db_instance: { a: { engine: "postgres" } } } }),
    },
    { shows: "a table", configuration: inProduction({ resource: { aws_dynamodb_table: { a: { name: "t" } } } }) },
  ],
});
