import { settingRule } from "../../setting-rule";
import { isOn } from "../../verdict";

export const databaseSnapshotsKeepTags = settingRule({
  id: "database-snapshots-keep-tags",
  what: "Snapshots of a database carry its tags.",
  why: "Otherwise nobody can tell whose they are, what is in them, and who pays.",
  fix: "Set copy_tags_to_snapshot to true.",
  severity: "low",
  checks: [27],
  controls: ["FSBP RDS.16", "FSBP RDS.17", "FSBP Neptune.8"],
  types: ["aws_db_instance", "aws_rds_cluster", "aws_neptune_cluster"],
  path: "copy_tags_to_snapshot",
  is: isOn,
  says: "its snapshots carry no tags",
  passes: [
    {
      shows: "tags copied",
      configuration: { resource: { aws_db_instance: { a: { copy_tags_to_snapshot: true } } } },
    },
  ],
  fails: [
    { shows: "the default", configuration: { resource: { aws_rds_cluster: { a: { engine: "aurora-mysql" } } } } },
  ],
});
