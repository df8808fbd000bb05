import { isInherited } from "../../databases";
import type { Judgement, Rule } from "../../rule";
import { isNotOn, isSet, judgeSetting, wantedAt } from "../../verdict";
import { ofType, type StackView } from "../../view/stack-view";

const TYPES = [
  "aws_db_instance",
  "aws_rds_cluster",
  "aws_docdb_cluster",
  "aws_neptune_cluster",
  "aws_redshift_cluster",
];

export const databaseLeavesAFinalSnapshot: Rule = {
  id: "database-leaves-a-final-snapshot",
  what: "A database that is deleted leaves a snapshot.",
  why: "Its automatic backups may go with it, and with them everything that was in it.",
  fix: "Set skip_final_snapshot to false and final_snapshot_identifier to a name.",
  severity: "high",
  checks: [27],
  controls: [],
  types: TYPES,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...TYPES)) {
      if (isInherited(resource)) continue;
      yield* judgeSetting(resource, "skip_final_snapshot", isNotOn, "it leaves no snapshot behind");
      if (isNotOn(wantedAt(resource, "skip_final_snapshot"))) continue;
      const message = "its final snapshot has no name, without which it cannot be deleted";
      yield* judgeSetting(resource, "final_snapshot_identifier", isSet, message);
    }
  },
  passes: [
    {
      shows: "a named snapshot",
      configuration: { resource: { aws_db_instance: { a: { final_snapshot_identifier: "orders-final" } } } },
    },
  ],
  fails: [
    { shows: "none", configuration: { resource: { aws_rds_cluster: { a: { skip_final_snapshot: true } } } } },
    { shows: "one without a name", configuration: { resource: { aws_db_instance: { a: { engine: "postgres" } } } } },
  ],
};
