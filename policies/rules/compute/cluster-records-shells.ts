import { demand, demandSet, isTrue, isUnset, valueAt, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { ofType, type Resource } from "../../view/stack-view";

const EXEC = "configuration.execute_command_configuration";
const LOGS = `${EXEC}.log_configuration`;

export const clusterRecordsShells: Rule = {
  id: "cluster-records-shells",
  what: "What is typed and shown in shells in the tasks of a cluster is encrypted with its own key and recorded.",
  why: "Whether a shell can be opened is a setting of each service; whether it leaves a trace is one of the cluster.",
  fix: "Set `kms_key_id`, `logging` OVERRIDE, and an encrypted log group or bucket in `execute_command_configuration`.",
  severity: "medium",
  checks: [18],
  controls: [],
  types: ["aws_ecs_cluster"],
  judge: function* (view) {
    for (const resource of ofType(view, "aws_ecs_cluster")) yield* judgeCluster(resource);
  },
  passes: [
    {
      shows: "a key and an encrypted group",
      configuration: cluster({
        kms_key_id: "${aws_kms_key.a.arn}",
        logging: "OVERRIDE",
        log_configuration: { cloud_watch_log_group_name: "/exec", cloud_watch_encryption_enabled: true },
      }),
    },
    {
      shows: "a key and an encrypted bucket",
      configuration: cluster({
        kms_key_id: "arn:aws:kms:eu-west-1:111111111111:key/a",
        logging: "OVERRIDE",
        log_configuration: { s3_bucket_name: "exec", s3_bucket_encryption_enabled: true },
      }),
    },
  ],
  fails: [
    { shows: "nothing said", configuration: one("aws_ecs_cluster", { name: "a" }) },
    {
      shows: "no record",
      configuration: cluster({ kms_key_id: "arn:aws:kms:eu-west-1:111111111111:key/a", logging: "NONE" }),
    },
    {
      shows: "no key",
      configuration: cluster({
        logging: "OVERRIDE",
        log_configuration: { cloud_watch_log_group_name: "/exec", cloud_watch_encryption_enabled: true },
      }),
    },
    {
      shows: "a group that does not say that it is encrypted",
      configuration: cluster({
        kms_key_id: "arn:aws:kms:eu-west-1:111111111111:key/a",
        logging: "OVERRIDE",
        log_configuration: { cloud_watch_log_group_name: "/exec" },
      }),
    },
  ],
};

function cluster(exec: object): object {
  return one("aws_ecs_cluster", { configuration: { execute_command_configuration: exec } });
}

function* judgeCluster(resource: Resource): Iterable<Judgement> {
  yield* demandSet({ resource }, `${EXEC}.kms_key_id`, "shells in its tasks are not encrypted with a key of its own");
  const message = "shells in its tasks are not recorded where it says";
  yield* demand({ resource }, `${EXEC}.logging`, (value) => value === "OVERRIDE", message);
  if (!isUnset(valueAt(resource.values, `${LOGS}.cloud_watch_log_group_name`))) {
    const open = "the records of its shells are not encrypted";
    yield* demand({ resource }, `${LOGS}.cloud_watch_encryption_enabled`, isTrue, open);
  } else if (!isUnset(valueAt(resource.values, `${LOGS}.s3_bucket_name`))) {
    const open = "the records of its shells are not encrypted";
    yield* demand({ resource }, `${LOGS}.s3_bucket_encryption_enabled`, isTrue, open);
  } else yield violationAt({ resource }, LOGS, "it names no place for the records of its shells");
}
