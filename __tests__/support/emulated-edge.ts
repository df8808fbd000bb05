import { randomUUID } from "node:crypto";
import {
  CloudFrontClient,
  CreateDistributionCommand,
  CreateKeyValueStoreCommand,
  type DefaultCacheBehavior,
  GetDistributionCommand,
  GetFunctionCommand,
} from "@aws-sdk/client-cloudfront";
import { settingsFor } from "../../adapters/aws/connection";
import { CLOUDFRONT_REGION } from "../../adapters/aws/key-value-store";

const client = (url: string): CloudFrontClient =>
  new CloudFrontClient(settingsFor({ endpoint: url }, CLOUDFRONT_REGION));

/** Makes an empty key-value store in an emulator, and answers its ARN. */
export async function newKeyValueStore(url: string, name: string): Promise<string> {
  const { KeyValueStore } = await client(url).send(new CreateKeyValueStoreCommand({ Name: name }));
  return String(KeyValueStore?.ARN);
}

/**
 * Makes a distribution in an emulator, and answers its id.
 *
 * @param behavior More of how it answers.
 */
export async function newDistribution(url: string, behavior: Partial<DefaultCacheBehavior> = {}): Promise<string> {
  const Id = "bucket";
  const { Distribution } = await client(url).send(
    new CreateDistributionCommand({
      DistributionConfig: {
        CallerReference: randomUUID(),
        Comment: "",
        Enabled: true,
        Origins: {
          Quantity: 1,
          Items: [{ Id, DomainName: "sites.s3.eu-west-1.amazonaws.com", S3OriginConfig: { OriginAccessIdentity: "" } }],
        },
        DefaultCacheBehavior: { TargetOriginId: Id, ViewerProtocolPolicy: "redirect-to-https", ...behavior },
      },
    }),
  );
  return String(Distribution?.Id);
}

/** What an emulator's CloudFront runs with each request of a viewer to a distribution: the code that was published. */
export async function viewerRequestOf(url: string, distributionId: string): Promise<string> {
  const cloudFront = client(url);
  const { Distribution } = await cloudFront.send(new GetDistributionCommand({ Id: distributionId }));
  const functions = Distribution?.DistributionConfig?.DefaultCacheBehavior?.FunctionAssociations?.Items ?? [];
  const found = functions.find(({ EventType }) => EventType === "viewer-request");
  const Name = found?.FunctionARN?.split("/").at(-1);
  const { FunctionCode } = await cloudFront.send(new GetFunctionCommand({ Name, Stage: "LIVE" }));
  return Buffer.from(FunctionCode ?? []).toString("utf8");
}
