import type { Judgement, Rule } from "../../rule";
import { terraformBlock, withTerraform } from "../../settings";
import { blocksIn } from "../../value";
import { isNotOn, isOn, isSet, type Judge } from "../../verdict";
import type { StackView } from "../../view/stack-view";

const SETTINGS: readonly { readonly key: string; readonly is: Judge; readonly says: string }[] = [
  { key: "bucket", is: isSet, says: "the bucket of the state is not named" },
  { key: "key", is: isSet, says: "the state has no name in its bucket" },
  { key: "use_lockfile", is: isOn, says: "nothing keeps two runs from writing the state at once" },
  { key: "encrypt", is: isOn, says: "the state is not encrypted by Terraform" },
  { key: "kms_key_id", is: isSet, says: "the state is encrypted with no key of yours" },
  { key: "allowed_account_ids", is: isSet, says: "credentials of any account are taken for the state" },
  { key: "skip_s3_checksum", is: isNotOn, says: "a state that was damaged on the way is taken" },
];

const SAFE = {
  bucket: "states",
  key: "dev-network",
  region: "eu-west-1",
  encrypt: true,
  kms_key_id: "arn:aws:kms:eu-west-1:111111111111:alias/dev-state",
  use_lockfile: true,
  allowed_account_ids: ["111111111111"],
};

export const stateIsLockedAndEncrypted: Rule = {
  id: "state-is-locked-and-encrypted",
  what: "The state of each stack lies in S3: locked there, encrypted with a key of its own, in a named account.",
  why: "The state holds what Terraform knows, secrets included; two writers at once destroy it.",
  fix: "Use the backend s3 with use_lockfile, encrypt, kms_key_id and allowed_account_ids, and no dynamodb_table.",
  severity: "high",
  checks: [1],
  controls: [],
  types: [],
  judge: function* (view: StackView): Iterable<Judgement> {
    const terraform = terraformBlock(view);
    if (!terraform) {
      if (view.settings) yield { path: "terraform", answer: "unknown", message: "nothing is said of the state here" };
      return;
    }
    const [backends] = blocksIn(terraform.backend);
    const [s3] = blocksIn(backends?.s3);
    if (!s3) {
      yield { path: "terraform.backend", answer: "violation", message: "the state does not lie in S3" };
      return;
    }
    const at = (key: string) => `terraform.backend.s3.${key}`;
    for (const { key, is, says } of SETTINGS) {
      const answer = is(s3[key]);
      if (answer) yield { path: at(key), answer, message: says };
    }
    // The older way to lock; Terraform 1.11 deprecates it, and with both, each run needs both (HashiCorp, "Backend Type: s3").
    for (const key of ["dynamodb_table", "dynamodb_endpoint"]) {
      if (isSet(s3[key]) === undefined) {
        yield { path: at(key), answer: "violation", message: "the state is locked by a table of DynamoDB" };
      }
    }
  },
  passes: [{ shows: "all of it", configuration: withTerraform({ backend: { s3: SAFE } }) }],
  fails: [
    { shows: "a state on a disk, in a list", configuration: { terraform: [{ backend: { local: {} } }] } },

    { shows: "a local state", configuration: withTerraform({ backend: { local: { path: "x.tfstate" } } }) },
    { shows: "no backend", configuration: withTerraform({ required_version: "~> 1.11" }) },
    { shows: "no lock", configuration: withTerraform({ backend: { s3: { ...SAFE, use_lockfile: false } } }) },
    { shows: "the key of AWS", configuration: withTerraform({ backend: { s3: { ...SAFE, kms_key_id: "" } } }) },
    { shows: "any account", configuration: withTerraform({ backend: { s3: { ...SAFE, allowed_account_ids: [] } } }) },
    {
      shows: "a table beside",
      configuration: withTerraform({ backend: { s3: { ...SAFE, dynamodb_table: "locks" } } }),
    },
  ],
};
