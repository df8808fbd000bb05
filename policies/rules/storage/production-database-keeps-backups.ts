import { isInherited } from "../../databases";
import { inProduction, outsideProduction } from "../../examples";
import { settingRule } from "../../setting-rule";
import { isAtLeast } from "../../verdict";

/** Two weeks: a mistake of Friday evening is found after a week of holidays, too. */
const DAYS = 14;

export const productionDatabaseKeepsBackups = settingRule({
  id: "production-database-keeps-backups",
  what: `Each database of production can be taken back to any moment of the last ${DAYS} days.`,
  why: "What was damaged unseen for longer than backups are kept is lost.",
  fix: `Set backup_retention_period to ${DAYS} or more.`,
  severity: "high",
  checks: [27],
  controls: ["FSBP RDS.11", "FSBP DocumentDB.2", "FSBP Neptune.5"],
  types: ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"],
  of: "production",
  path: "backup_retention_period",
  is: isAtLeast(DAYS),
  says: `its backups are kept for fewer than ${DAYS} days`,
  applies: (resource) => !isInherited(resource),
  passes: [
    {
      shows: "a month",
      configuration: inProduction({ resource: { aws_db_instance: { a: { backup_retention_period: 30 } } } }),
    },
    { shows: "a preview", configuration: outsideProduction({ resource: { aws_rds_cluster: { a: {} } } }) },
  ],
  fails: [
    {
      shows: "the default",
      configuration: inProduction({ resource: { aws_db_instance: { a: { engine: "postgres" } } } }),
    },
    {
      shows: "a week",
      configuration: inProduction({ resource: { aws_rds_cluster: { a: { backup_retention_period: 7 } } } }),
    },
  ],
});
