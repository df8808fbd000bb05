import { isInherited } from "../../databases";
import type { Judgement, Rule } from "../../rule";
import { isOn, isSet, judgeSetting, wantedAt } from "../../verdict";
import { ofType, type StackView } from "../../view/stack-view";

const TYPES = ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_redshift_cluster"];

/** What has a password without saying one, or says one that no state holds. A plan shows the version alone. */
const OTHERWISE = [
  "password_wo",
  "password_wo_version",
  "master_password_wo",
  "master_password_wo_version",
  "snapshot_identifier",
  "restore_to_point_in_time",
  "s3_import",
];

export const databasePasswordIsManaged: Rule = {
  id: "database-password-is-managed",
  what: "The password of each database is made, kept and rotated by Secrets Manager.",
  why: "A password that Terraform knows lies in the state, in plans, and with everybody who reads them.",
  fix: "Set manage_master_user_password to true, or hand the password on by a write-only attribute.",
  severity: "high",
  checks: [4, 27],
  controls: [],
  types: TYPES,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...TYPES)) {
      const path = resource.type === "aws_redshift_cluster" ? "manage_master_password" : "manage_master_user_password";
      if (isInherited(resource) || OTHERWISE.some((key) => isSet(wantedAt(resource, key)) === undefined)) continue;
      yield* judgeSetting(resource, path, isOn, "its password is not kept by Secrets Manager");
    }
  },
  passes: [
    {
      shows: "a managed password",
      configuration: { resource: { aws_db_instance: { a: { manage_master_user_password: true } } } },
    },
    {
      shows: "a write-only one",
      configuration: { resource: { aws_rds_cluster: { a: { master_password_wo: "${ephemeral.x.y.value}" } } } },
    },
    {
      shows: "a database from a snapshot, which ignores the setting (terraform-provider-aws#31509)",
      configuration: { resource: { aws_db_instance: { a: { snapshot_identifier: "before" } } } },
    },
  ],
  fails: [
    { shows: "nothing said", configuration: { resource: { aws_db_instance: { a: { engine: "postgres" } } } } },
    {
      shows: "a password of a resource",
      configuration: { resource: { aws_rds_cluster: { a: { master_password: "${random_password.a.result}" } } } },
    },
  ],
};
