import { settingRule } from "../../setting-rule";
import { textIn } from "../../value";
import { isOn } from "../../verdict";

export const keyRotates = settingRule({
  id: "key-rotates",
  what: "Each key that AWS can rotate is rotated every year.",
  why: "What was encrypted under a key that leaked once is readable for ever.",
  fix: "Set enable_key_rotation to true.",
  severity: "medium",
  checks: [28],
  controls: ["FSBP KMS.4"],
  types: ["aws_kms_key"],
  path: "enable_key_rotation",
  is: isOn,
  says: "it is never rotated",
  // KMS rotates symmetric keys alone (KMS developer guide, "Rotate AWS KMS keys").
  applies: ({ values }) =>
    (textIn(values.customer_master_key_spec) ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT" &&
    (values.custom_key_store_id ?? null) === null,
  passes: [
    { shows: "rotation", configuration: { resource: { aws_kms_key: { a: { enable_key_rotation: true } } } } },
    {
      shows: "a key pair, which KMS cannot rotate",
      configuration: { resource: { aws_kms_key: { a: { customer_master_key_spec: "RSA_4096" } } } },
    },
  ],
  fails: [{ shows: "the default", configuration: { resource: { aws_kms_key: { a: { description: "data" } } } } }],
});
