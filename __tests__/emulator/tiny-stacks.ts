import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Network } from "../../model/organisation";
import { stateKeyArn } from "../../model/state";
import type { JsonObject } from "../../terraform-json/json";
import type { Checkout } from "../support/checkout";

/** An expression as it stands in a Terraform string. */
export const tf = (expression: string): string => `\${${expression}}`;

/** A stack of nothing but Terraform's own resources, which takes a moment to apply: its state and lock lie in S3. */
export interface TinyStack {
  /** What is made, by name; each makes up an id. */
  readonly makes: Readonly<Record<string, JsonObject>>;
  /** The stack whose id it reads, as `data.terraform_remote_state.<stack>.outputs.id`. */
  readonly reads?: string;
}

/** Writes stacks of a network into `cdktf.out` of a checkout, as cdktf writes them. */
export function writeTinyStacks(
  { write }: Checkout,
  network: Network,
  stacks: Readonly<Record<string, TinyStack>>,
): void {
  const manifest = Object.keys(stacks).map((id) => [
    id,
    {
      name: id,
      constructPath: id,
      dependencies: [],
      synthesizedStackPath: `stacks/${id}/cdk.tf.json`,
      workingDirectory: `stacks/${id}`,
    },
  ]);
  for (const [id, stack] of Object.entries(stacks)) {
    write(`tiny/stacks/${id}/cdk.tf.json`, JSON.stringify(configurationOf(id, stack, network)));
  }
  write("tiny/manifest.json", JSON.stringify({ stacks: Object.fromEntries(manifest) }));
}

function configurationOf(id: string, { makes, reads }: TinyStack, network: Network): JsonObject {
  const { name, state, source, account } = network;
  const [first = ""] = Object.keys(makes);
  const backend = {
    ...state,
    key: id,
    encrypt: true,
    kms_key_id: stateKeyArn(network),
    allowed_account_ids: [account.id],
    use_lockfile: true,
  };
  return {
    "//": { infra: { kind: "tiny", network: name, source } },
    terraform: {
      backend: { s3: backend },
      required_version: "~> 1.11",
    },
    ...(reads !== undefined && {
      data: { terraform_remote_state: { [reads]: { backend: "s3", config: { ...state, key: reads } } } },
    }),
    resource: { terraform_data: makes },
    output: { id: { value: tf(`terraform_data.${first}.id`) } },
  } as unknown as JsonObject;
}

/** A file in a checkout, beside what is committed. */
export const touch = ({ folder }: Checkout, name: string): void => writeFileSync(join(folder, ".infra", name), "");
