import { rmSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, PutBucketVersioningCommand, type S3Client } from "@aws-sdk/client-s3";
import { s3Client } from "../../adapters/aws/s3-client";
import { readCatalogue } from "../../model/catalogue";
import type { Network } from "../../model/organisation";
import { type Checkout, checkout } from "./checkout";
import { infraBeside, type Ran } from "./infra";
import { type Moto, startMoto } from "./moto";

/** A network of the example organisation whose account is an emulator, and a checkout to work on it from. */
export interface EmulatedNetwork {
  readonly network: Network;
  /** Where the emulator answers; what `--endpoint` takes. */
  readonly url: string;
  /** What programs need that ask it instead of AWS. */
  readonly environment: Readonly<Record<string, string>>;
  /** A checkout of the whole repository, so that nothing that is written meets what others write. */
  readonly checkout: Checkout;
  readonly s3: S3Client;
  /** Runs the `infra` command of that checkout. The emulator is asked only where `--endpoint` says so. */
  infra(words: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran>;
  /** Ends the emulator, and removes the checkout. */
  stop(): Promise<void>;
}

export interface EmulatedNetworkOptions {
  /**
   * Whether the bucket of records is there, which the network's bootstrap makes. That of the states always is, with versions.
   * @default true
   */
  readonly isBootstrapped?: boolean;
}

/** Starts an emulator of a network's account, and makes a checkout to work in. Whoever starts it stops it. */
export async function emulatedNetwork(
  name: string,
  { isBootstrapped = true }: EmulatedNetworkOptions = {},
): Promise<EmulatedNetwork> {
  const work = checkout("whole");
  const { networks } = readCatalogue(join(work.folder, "catalogue"));
  const network = networks.find((known) => known.name === name);
  if (!network) throw new Error(`the catalogue has no network ${name}`);
  const moto: Moto = await startMoto(network.account.id);
  const { region } = network.state;
  const s3 = s3Client({ endpoint: moto.url }, region);
  const buckets = [network.state.bucket, ...(isBootstrapped ? [network.recordBucket] : [])];
  for (const bucket of buckets) await make(s3, bucket, region);
  const environment = { ...moto.environment, AWS_REGION: network.region };
  return {
    network,
    url: moto.url,
    environment,
    checkout: work,
    s3,
    infra: (words, env = {}) =>
      infraBeside(words, { root: work.folder, cwd: work.folder, env: { ...environment, ...env } }),
    async stop() {
      s3.destroy();
      await moto.stop();
      rmSync(work.folder, { recursive: true, force: true });
    },
  };
}

async function make(s3: S3Client, Bucket: string, region: string): Promise<void> {
  const where =
    region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint: region as "eu-west-1" } };
  await s3.send(new CreateBucketCommand({ Bucket, ...where }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
}
