import { settingRule } from "../../setting-rule";
import { isSet } from "../../verdict";

export const topicIsEncrypted = settingRule({
  id: "topic-is-encrypted",
  what: "Each topic is encrypted at rest.",
  why: "SNS keeps messages on disk until every subscriber has them.",
  fix: "Set kms_master_key_id to a key whose policy lets the publishers use it.",
  severity: "medium",
  checks: [28],
  controls: ["FSBP SNS.1"],
  types: ["aws_sns_topic"],
  path: "kms_master_key_id",
  is: isSet,
  says: "its messages lie in plain text",
  passes: [
    {
      shows: "a key",
      configuration: { resource: { aws_sns_topic: { a: { kms_master_key_id: "${aws_kms_key.a.arn}" } } } },
    },
  ],
  fails: [{ shows: "the default", configuration: { resource: { aws_sns_topic: { a: { name: "t" } } } } }],
});
