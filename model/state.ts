import { arnOf } from "../aws/arn";
import { nameOf } from "./names";
import type { Network } from "./organisation";

/** Alias, without the `alias/` in front, of the key that encrypts a network's states. */
export const stateKeyAliasName = ({ name }: Pick<Network, "name">): string => nameOf("key", name, "state");

/**
 * The ARN by which a backend names the key of its network's states. By the key's alias: the stack that makes the key keeps
 * its own state under it, and cannot read its own outputs. S3 takes an alias where it takes a key
 * (S3 API reference, PutObject, `x-amz-server-side-encryption-aws-kms-key-id`), and so does Terraform's backend.
 */
export const stateKeyArn = (network: Pick<Network, "name" | "account" | "state">): string =>
  arnOf({ accountId: network.account.id, region: network.state.region }, "kms", `alias/${stateKeyAliasName(network)}`);
