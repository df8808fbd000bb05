import { iamArn } from "../../aws/arn";

/**
 * Name of the permissions boundary of a network: one managed policy that the network's bootstrap makes, and that every role
 * of the network has. It names the network although its path does, too: two networks may share an account, and IAM keeps
 * names apart by no path (IAM User Guide, "IAM and AWS STS quotas": names are unique within an account).
 */
export const boundaryPolicyName = (network: string): string => `${network}-boundary`;

/** Path of what a network has in IAM, between slashes: `/dev/`. Policies speak of all of it by this path. */
export const boundaryPath = (network: string): string => `/${network}/`;

/** ARN of the permissions boundary of a network: known without reading any state. */
export const boundaryArn = (accountId: string, network: string): string =>
  iamArn(accountId, `policy${boundaryPath(network)}${boundaryPolicyName(network)}`);
