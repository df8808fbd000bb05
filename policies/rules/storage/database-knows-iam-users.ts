import { settingRule } from "../../setting-rule";
import { textIn } from "../../value";
import { isOn } from "../../verdict";

/** Engines that know IAM (RDS user guide, "Supported Regions and DB engines for IAM database authentication"). */
const KNOW_IAM = ["postgres", "mysql", "mariadb", "aurora-postgresql", "aurora-mysql"];

export const databaseKnowsIamUsers = settingRule({
  id: "database-knows-iam-users",
  what: "People and services can log in to each database as themselves, by IAM.",
  why: "Otherwise they share passwords that live for ever, and no log says who it was.",
  fix: "Set iam_database_authentication_enabled to true.",
  severity: "medium",
  checks: [27],
  controls: ["FSBP RDS.10", "FSBP RDS.12", "FSBP Neptune.7"],
  types: ["aws_db_instance", "aws_rds_cluster", "aws_neptune_cluster"],
  path: "iam_database_authentication_enabled",
  is: isOn,
  says: "it knows passwords alone",
  applies: ({ type, values }) => type !== "aws_db_instance" || KNOW_IAM.includes(textIn(values.engine) ?? "postgres"),
  passes: [
    {
      shows: "IAM for PostgreSQL",
      configuration: {
        resource: { aws_db_instance: { a: { engine: "postgres", iam_database_authentication_enabled: true } } },
      },
    },
    {
      shows: "an engine that does not know IAM",
      configuration: { resource: { aws_db_instance: { a: { engine: "oracle-ee" } } } },
    },
  ],
  fails: [{ shows: "the default", configuration: { resource: { aws_db_instance: { a: { engine: "postgres" } } } } }],
});
