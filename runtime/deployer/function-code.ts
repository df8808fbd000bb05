import {
  GetFunctionConfigurationCommand,
  type GetFunctionConfigurationCommandOutput,
  type LambdaClient,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
} from "@aws-sdk/client-lambda";
import { asking, DeployError, shown } from "./deploy-error";
import type { Patience } from "./patience";

/** The code that a function gets. */
export interface FunctionCode {
  readonly functionName: string;
  readonly bucket: string;
  readonly key: string;
  /** SHA-256 of the zip, in hexadecimal digits. */
  readonly digest: string;
  /** What the version is called, for people. */
  readonly description: string;
}

const NEEDS = "lambda:UpdateFunctionCode, lambda:GetFunctionConfiguration and lambda:PublishVersion";

/** Milliseconds that Lambda may take to change a function. */
const LONGEST_UPDATE = 5 * 60_000;

/**
 * Gives a function its code, and publishes it as a version, which nothing calls yet. Of the same code and settings, Lambda
 * publishes one version alone, so this may be run again.
 *
 * @returns The number of the version: `7`.
 * @throws DeployError when the function did not take the code, or has other code than was meant.
 */
export async function publishFunction(
  lambda: LambdaClient,
  { functionName: FunctionName, bucket, key, digest, description }: FunctionCode,
  patience: Patience,
): Promise<string> {
  const CodeSha256 = Buffer.from(digest, "hex").toString("base64");
  const ready = await settled(lambda, FunctionName, patience);
  if (ready.CodeSha256 !== CodeSha256) {
    await asking(`give the function ${FunctionName} its code`, `${NEEDS}, and s3:GetObject of ${key}`, () =>
      lambda.send(new UpdateFunctionCodeCommand({ FunctionName, S3Bucket: bucket, S3Key: key })),
    );
    const after = await settled(lambda, FunctionName, patience);
    if (after.CodeSha256 !== CodeSha256)
      throw new DeployError(
        `the function ${FunctionName} has other code than the package (${shown(String(after.CodeSha256))}, not ${CodeSha256}). See who else deploys to it.`,
      );
  }
  const { Version } = await asking(`publish a version of the function ${FunctionName}`, NEEDS, () =>
    lambda.send(new PublishVersionCommand({ FunctionName, CodeSha256, Description: description })),
  );
  if (!Version || !/^\d+$/.test(Version))
    throw new DeployError(
      `Lambda published no version of the function ${FunctionName}. Retry the stage in the pipeline.`,
    );
  return Version;
}

/** The function, once Lambda changes nothing about it any more. */
async function settled(
  lambda: LambdaClient,
  FunctionName: string,
  { pause, now, wait }: Patience,
): Promise<GetFunctionConfigurationCommandOutput> {
  for (const end = now() + LONGEST_UPDATE; ; ) {
    const found = await asking(`look at the function ${FunctionName}`, NEEDS, () =>
      lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
    );
    const { LastUpdateStatus, LastUpdateStatusReason = "" } = found;
    // What failed before may be what this deployment cures.
    if (LastUpdateStatus !== "InProgress") return found;
    if (now() > end)
      throw new DeployError(
        `Lambda still changes the function ${FunctionName} after ${LONGEST_UPDATE / 60_000} minutes (${shown(LastUpdateStatusReason)}). Retry the stage in the pipeline later.`,
      );
    await wait(pause);
  }
}
