import {
  type CloudFrontKeyValueStoreClient,
  DescribeKeyValueStoreCommand,
  GetKeyCommand,
  UpdateKeysCommand,
} from "@aws-sdk/client-cloudfront-keyvaluestore";
import { type AppEntry, appEntryText, servesSame } from "./app-entry";
import { asking, DeployError, explained, isNamed } from "./deploy-error";
import type { Patience } from "./patience";

const NEEDS =
  "cloudfront-keyvaluestore:DescribeKeyValueStore, cloudfront-keyvaluestore:GetKey and cloudfront-keyvaluestore:UpdateKeys";

/** Others change the store in this very moment, such as a password: how often that is tried. */
const MOST_TRIES = 8;

/**
 * Switches a site to an entry, in one write, on the condition that nobody changed the store since it was read.
 *
 * @returns `same` when it serves that already.
 * @throws DeployError when the store cannot be written.
 */
export async function switchSite(
  client: CloudFrontKeyValueStoreClient,
  { keyValueStoreArn: KvsARN, host: Key }: { readonly keyValueStoreArn: string; readonly host: string },
  entry: AppEntry,
  { wait }: Patience,
): Promise<"switched" | "same"> {
  const Value = appEntryText(entry);
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    // The version first: an entry that changes after it makes the write fail.
    const IfMatch = await asking("read the key-value store", NEEDS, async () => {
      const { ETag } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN }));
      return ETag ?? "";
    });
    const before = await entryText(client, KvsARN, Key);
    if (before !== undefined && servesSame(before, entry)) return "same";
    try {
      await client.send(new UpdateKeysCommand({ KvsARN, IfMatch, Puts: [{ Key, Value }], Deletes: [] }));
      return "switched";
    } catch (failure) {
      if (!isStale(failure)) throw explained(`switch the site ${Key}`, NEEDS, failure);
    }
    await wait(200 * 2 ** tries);
  }
  throw new DeployError(
    `could not switch the site ${Key}: others change the key-value store all the time. Retry the stage in the pipeline.`,
  );
}

async function entryText(
  client: CloudFrontKeyValueStoreClient,
  KvsARN: string,
  Key: string,
): Promise<string | undefined> {
  try {
    return (await client.send(new GetKeyCommand({ KvsARN, Key }))).Value;
  } catch (failure) {
    // The store itself is there: its version was read.
    if (isNamed(failure, "ResourceNotFoundException")) return undefined;
    throw explained(`read the entry of ${Key}`, NEEDS, failure);
  }
}

/** The service's model names the first; clients met the second. */
const isStale = (failure: unknown): boolean =>
  isNamed(failure, "ConflictException") ||
  (isNamed(failure, "ValidationException") && /pre-?condition failed/i.test(String((failure as Error).message)));
