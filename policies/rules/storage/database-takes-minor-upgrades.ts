import { settingRule } from "../../setting-rule";
import { isNotOff } from "../../verdict";

export const databaseTakesMinorUpgrades = settingRule({
  id: "database-takes-minor-upgrades",
  what: "Each database takes minor versions of its engine by itself.",
  why: "They mend holes, and nobody gets round to them by hand.",
  fix: "Leave auto_minor_version_upgrade at true.",
  severity: "medium",
  checks: [27],
  controls: ["FSBP RDS.13", "FSBP RDS.35"],
  types: ["aws_db_instance", "aws_rds_cluster_instance", "aws_neptune_cluster_instance"],
  path: "auto_minor_version_upgrade",
  is: isNotOff,
  says: "it stays on the minor version that it has",
  passes: [{ shows: "the default", configuration: { resource: { aws_db_instance: { a: { engine: "postgres" } } } } }],
  fails: [
    {
      shows: "no upgrades, as a text",
      configuration: { resource: { aws_db_instance: { a: { auto_minor_version_upgrade: "0" } } } },
    },

    {
      shows: "upgrades turned off",
      configuration: { resource: { aws_db_instance: { a: { auto_minor_version_upgrade: false } } } },
    },
  ],
});
