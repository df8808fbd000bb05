import type { AwsCall } from "./aws-calls";

/** Prefix of the actions in IAM of each client; a client that is missing is one that nobody looked at. */
const PREFIXES: Readonly<Record<string, string>> = {
  "cloudfront-keyvaluestore": "cloudfront-keyvaluestore",
  codedeploy: "codedeploy",
  codepipeline: "codepipeline",
  ecr: "ecr",
  lambda: "lambda",
  s3: "s3",
};

/**
 * Calls that need another permission than that of their name, or more of them. Source: Amazon S3 API reference and CodeDeploy
 * and Lambda user guides, "Permissions" of each call; Lambda fetches the code in S3 in the name of who updates a function.
 */
const OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  "codedeploy:CreateDeployment": [
    "codedeploy:CreateDeployment",
    "codedeploy:GetApplicationRevision",
    "codedeploy:GetDeploymentConfig",
    "codedeploy:RegisterApplicationRevision",
  ],
  "lambda:UpdateFunctionCode": ["lambda:UpdateFunctionCode", "s3:GetObject"],
  "s3:HeadObject": ["s3:GetObject"],
  "s3:ListObjectsV2": ["s3:ListBucket"],
};

/**
 * The permissions that calls need, sorted.
 *
 * @throws Error when nobody looked at a client.
 */
export function actionsFor(calls: readonly AwsCall[]): readonly string[] {
  const actions = calls.flatMap(({ client, command }) => {
    const prefix = PREFIXES[client];
    if (prefix === undefined)
      throw new Error(`say in ${__filename} what the actions of the client ${client} are called`);
    const action = `${prefix}:${command}`;
    return OTHERWISE[action] ?? [action];
  });
  return [...new Set(actions)].sort();
}

/** What is missing of what is needed, and what is allowed beside it. */
export function difference(
  needed: readonly string[],
  allowed: readonly string[],
): { readonly missing: readonly string[]; readonly surplus: readonly string[] } {
  return {
    missing: needed.filter((action) => !allowed.includes(action)),
    surplus: allowed.filter((action) => !needed.includes(action)),
  };
}
