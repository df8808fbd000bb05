import { CloudFrontKeyValueStoreClient } from "@aws-sdk/client-cloudfront-keyvaluestore";
import { CodeDeployClient } from "@aws-sdk/client-codedeploy";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
// Requests to a key-value store are signed for all regions at once, and the client finds what does that when it is loaded.
import "@aws-sdk/signature-v4a";

/** What the Deployer asks of AWS. */
export interface Aws {
  readonly s3: S3Client;
  readonly lambda: LambdaClient;
  readonly codeDeploy: CodeDeployClient;
  readonly keyValueStore: CloudFrontKeyValueStoreClient;
}

/** Milliseconds until a connection stands, and until an answer is there. */
const PATIENCE = { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true };

/** Requests that AWS throttles or does not answer are repeated by the SDK, ever later, for some seconds. */
const MOST_ATTEMPTS = 6;

/**
 * Clients with the credentials of the build.
 *
 * @param endpoint Where AWS is emulated. Endpoints that the environment names do not count.
 */
export function awsClients(region: string, endpoint?: string): Aws {
  const settings = {
    region,
    maxAttempts: MOST_ATTEMPTS,
    retryMode: "standard",
    requestHandler: PATIENCE,
    ignoreConfiguredEndpointUrls: true,
    ...(endpoint !== undefined && { endpoint, credentials: { accessKeyId: "dummy", secretAccessKey: "dummy" } }),
  };
  return {
    s3: new S3Client({ ...settings, forcePathStyle: endpoint !== undefined }),
    lambda: new LambdaClient(settings),
    codeDeploy: new CodeDeployClient(settings),
    keyValueStore: new CloudFrontKeyValueStoreClient({
      ...settings,
      ...(endpoint !== undefined && emulated(endpoint)),
    }),
  };
}

/** AWS is asked under a name that begins with the account; an emulator at its own address, with the same signature. */
const emulated = (endpoint: string) => ({
  endpointProvider: () => ({ url: new URL(endpoint) }),
  sigv4aSigningRegionSet: ["*"],
  httpAuthSchemeProvider: () => [
    {
      schemeId: "aws.auth#sigv4a",
      signingProperties: { name: "cloudfront-keyvaluestore", region: "*" },
      propertiesExtractor: (config: unknown, context: unknown) => ({ signingProperties: { config, context } }),
    },
  ],
});
