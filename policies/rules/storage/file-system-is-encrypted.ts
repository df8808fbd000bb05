import type { Judgement, Rule } from "../../rule";
import { isOn, isSet, judgeSetting } from "../../verdict";
import { ofType, type StackView } from "../../view/stack-view";

export const fileSystemIsEncrypted: Rule = {
  id: "file-system-is-encrypted",
  what: "Each file system is encrypted at rest, with a customer-managed key.",
  why: "It cannot be encrypted later without being made anew.",
  fix: "Set encrypted to true and kms_key_id to the ARN of a key of yours, when the file system is made.",
  severity: "high",
  checks: [28],
  controls: ["FSBP EFS.1"],
  types: ["aws_efs_file_system"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_efs_file_system")) {
      yield* judgeSetting(resource, "encrypted", isOn, "it is not encrypted");
      yield* judgeSetting(resource, "kms_key_id", isSet, "it is encrypted with no key of yours");
    }
  },
  passes: [
    {
      shows: "a key of one's own",
      configuration: {
        resource: { aws_efs_file_system: { a: { encrypted: true, kms_key_id: "${aws_kms_key.a.arn}" } } },
      },
    },
  ],
  fails: [
    { shows: "the default", configuration: { resource: { aws_efs_file_system: { a: { creation_token: "t" } } } } },
    { shows: "the key of AWS", configuration: { resource: { aws_efs_file_system: { a: { encrypted: true } } } } },
  ],
};
