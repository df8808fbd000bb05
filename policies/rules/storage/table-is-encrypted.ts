import { settingRule } from "../../setting-rule";
import { isSet } from "../../verdict";

export const tableIsEncrypted = settingRule({
  id: "table-is-encrypted",
  what: "Each table of DynamoDB is encrypted with a customer-managed key.",
  why: "Under the key of AWS nobody can take the right to read it away from those who may call DynamoDB.",
  fix: "Set server_side_encryption with enabled true and kms_key_arn.",
  severity: "medium",
  checks: [28],
  controls: [],
  types: ["aws_dynamodb_table"],
  path: "server_side_encryption.kms_key_arn",
  is: isSet,
  says: "it is encrypted with no key of yours",
  passes: [
    {
      shows: "a key of one's own",
      configuration: {
        resource: {
          aws_dynamodb_table: { a: { server_side_encryption: { enabled: true, kms_key_arn: "${aws_kms_key.a.arn}" } } },
        },
      },
    },
  ],
  fails: [
    { shows: "the default", configuration: { resource: { aws_dynamodb_table: { a: { name: "t" } } } } },
    {
      shows: "the key of AWS",
      configuration: { resource: { aws_dynamodb_table: { a: { server_side_encryption: { enabled: true } } } } },
    },
  ],
});
