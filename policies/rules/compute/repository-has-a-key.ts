import { demand, demandSet } from "../../demand";
import { one } from "../../examples";
import { REPOSITORY } from "../../parse/image-repositories";
import type { Rule } from "../../rule";
import type { Value } from "../../value";
import { ofType } from "../../view/stack-view";

const TYPE = "encryption_configuration.encryption_type";
const KEY = "encryption_configuration.kms_key";

export const repositoryHasAKey: Rule = {
  id: "repository-has-a-key",
  what: "Images are encrypted with a key of ours.",
  why: "Who may read them is otherwise decided by the repository alone; encryption cannot be changed later.",
  fix: "Set `encryption_type` to KMS and `kms_key`; an existing repository is replaced by that.",
  severity: "low",
  checks: [25],
  controls: ["FSBP ECR.5"],
  types: [REPOSITORY],
  judge: function* (view) {
    const isKms = (value: Value | undefined) => value === "KMS" || value === "KMS_DSSE";
    for (const resource of ofType(view, REPOSITORY)) {
      const wrong = [...demand({ resource }, TYPE, isKms, "its images are encrypted with no key of ours")];
      yield* wrong.length > 0 ? wrong : demandSet({ resource }, KEY, "it names no key");
    }
  },
  passes: [
    {
      shows: "a key of the stack",
      configuration: one(REPOSITORY, {
        encryption_configuration: [{ encryption_type: "KMS", kms_key: "${aws_kms_key.a.arn}" }],
      }),
    },
  ],
  fails: [
    { shows: "nothing said", configuration: one(REPOSITORY, { name: "a" }) },
    {
      shows: "the key of AWS",
      configuration: one(REPOSITORY, { encryption_configuration: { encryption_type: "KMS" } }),
    },
    { shows: "AES256", configuration: one(REPOSITORY, { encryption_configuration: { encryption_type: "AES256" } }) },
  ],
};
