import { isInherited } from "../../databases";
import type { Judgement, Rule } from "../../rule";
import { isOn, isSet, judgeSetting } from "../../verdict";
import { ofType, type StackView } from "../../view/stack-view";

const TYPES = ["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster"];

/** The attribute that names the key; the same for all but one. */
const KEY: Readonly<Record<string, string>> = { aws_neptune_cluster: "kms_key_arn" };

export const databaseIsEncrypted: Rule = {
  id: "database-is-encrypted",
  what: "Each database is encrypted at rest, with a customer-managed key.",
  why: "It cannot be encrypted later without being made anew, and a snapshot under the key of AWS cannot be shared.",
  fix: "Set storage_encrypted to true and kms_key_id to the ARN of a key of yours, when the database is made.",
  severity: "high",
  checks: [27, 28],
  controls: ["FSBP RDS.3", "FSBP RDS.27", "FSBP DocumentDB.1", "FSBP Neptune.1"],
  types: TYPES,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...TYPES)) {
      if (isInherited(resource)) continue;
      yield* judgeSetting(resource, "storage_encrypted", isOn, "it is not encrypted");
      const key = KEY[resource.type] ?? "kms_key_id";
      yield* judgeSetting(resource, key, isSet, "it is encrypted with no key of yours");
    }
  },
  passes: [
    {
      shows: "a key of one's own",
      configuration: {
        resource: { aws_db_instance: { a: { storage_encrypted: true, kms_key_id: "${aws_kms_key.a.arn}" } } },
      },
    },
    {
      shows: "a replica, which is encrypted as what it copies",
      configuration: { resource: { aws_db_instance: { a: { replicate_source_db: "orders" } } } },
    },
  ],
  fails: [
    { shows: "no encryption", configuration: { resource: { aws_rds_cluster: { a: { kms_key_id: "arn" } } } } },
    { shows: "the key of AWS", configuration: { resource: { aws_db_instance: { a: { storage_encrypted: true } } } } },
  ],
};
