import { createInterface } from "node:readline";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { keyValueStore } from "../../adapters/aws/key-value-store";
import { s3Client } from "../../adapters/aws/s3-client";
import { edgeFunctionCode } from "../../constructs/site/edge-function-code";
import { type Edge, startEdge } from "./edge-server";

/** A stage's sites on an emulator of AWS. */
export interface EmulatedSites {
  /** Where the emulator answers. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly keyValueStoreArn: string;
  /** @default "public" */
  readonly access?: "public" | "password";
  /**
   * The edge function's code.
   * @default - what would be shipped now, with that access
   */
  readonly code?: string;
  /**
   * Milliseconds that it takes until an entry that was written shows.
   * @default 0
   */
  readonly delay?: number;
}

/** Serves what the bucket and the key-value store of an emulator hold, as CloudFront would. */
export function startEdgeOf({
  endpoint,
  bucket,
  keyValueStoreArn,
  access = "public",
  code = edgeFunctionCode({ access }),
  delay = 0,
}: EmulatedSites): Promise<Edge> {
  const keys = keyValueStore({ endpoint }, { keyValueStoreArn, madeBy: "the test" });
  const s3 = s3Client({ endpoint }, "us-east-1");
  return startEdge({
    code,
    delay,
    readKey: (key) => keys.read(key),
    readObject: async (key) => {
      try {
        const {
          Body,
          ContentType: type,
          CacheControl: cache,
        } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const body = (await Body?.transformToByteArray()) ?? new Uint8Array();
        return { body, ...(type !== undefined && { type }), ...(cache !== undefined && { cache }) };
      } catch (failure) {
        if ((failure as Error).name === "NoSuchKey") return undefined;
        throw failure;
      }
    },
  });
}

/**
 * In a process of its own: `node --require tsx/cjs __tests__/support/edge-of-emulator.ts '{"endpoint": …, "bucket": …, …}'`.
 * It writes its URL as its first line, forgets the path of each line that it reads, and ends with its input.
 */
async function main(): Promise<void> {
  const edge = await startEdgeOf(JSON.parse(process.argv[2] ?? "{}") as EmulatedSites);
  process.stdout.write(`${edge.url}\n`);
  for await (const path of createInterface({ input: process.stdin })) edge.invalidate([path]);
  await edge.stop();
}

if (require.main === module) void main();
