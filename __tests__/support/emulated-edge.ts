import { randomUUID } from "node:crypto";
import { CloudFrontClient, CreateDistributionCommand, CreateKeyValueStoreCommand } from "@aws-sdk/client-cloudfront";
import { settingsFor } from "../../adapters/aws/connection";
import { CLOUDFRONT_REGION } from "../../adapters/aws/key-value-store";

const client = (url: string): CloudFrontClient =>
  new CloudFrontClient(settingsFor({ endpoint: url }, CLOUDFRONT_REGION));

/** Makes an empty key-value store in an emulator, and answers its ARN. */
export async function newKeyValueStore(url: string, name: string): Promise<string> {
  const { KeyValueStore } = await client(url).send(new CreateKeyValueStoreCommand({ Name: name }));
  return String(KeyValueStore?.ARN);
}

/** Makes a distribution in an emulator, and answers its id. */
export async function newDistribution(url: string): Promise<string> {
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
        DefaultCacheBehavior: { TargetOriginId: Id, ViewerProtocolPolicy: "redirect-to-https" },
      },
    }),
  );
  return String(Distribution?.Id);
}
