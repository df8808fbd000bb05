import {
  CloudFrontKeyValueStoreClient,
  type CloudFrontKeyValueStoreClientConfig,
  DescribeKeyValueStoreCommand,
  GetKeyCommand,
  paginateListKeys,
  UpdateKeysCommand,
} from "@aws-sdk/client-cloudfront-keyvaluestore";
// Requests are signed for all regions at once, and the client finds what does that when it is loaded.
import "@aws-sdk/signature-v4a";
import { type Connection, settingsFor } from "./connection";
import { type Asked, AwsError, isNamed } from "./errors";

/** A key-value store of CloudFront. */
export interface KeyValuePlace {
  readonly keyValueStoreArn: string;
  /** The stack that makes it, for errors: `dev-sites-qro`. */
  readonly madeBy: string;
}

/** Most keys that one request changes, and that one page lists. Source: CloudFront quotas, "Quotas on key value stores". */
export const MOST_KEYS = 50;

/** Where CloudFront's own API answers, which is the same for all regions. */
export const CLOUDFRONT_REGION = "us-east-1";

/** The version of a whole store, and how many keys it has. */
export interface StoreVersion {
  readonly etag: string;
  readonly items: number;
}

/** Keys that one request writes and takes away, all or none of them. */
export interface KeyChanges {
  /** Texts by key; undefined takes the key away. */
  readonly texts: ReadonlyMap<string, string | undefined>;
  /** The version that the store has. */
  readonly etag: string;
}

/** The keys of a store. It throws what the SDK throws. */
export interface KeyValueStore {
  version(): Promise<StoreVersion>;
  /** Undefined when there is no such key. */
  read(key: string): Promise<string | undefined>;
  all(): Promise<ReadonlyMap<string, string>>;
  /**
   * Always by `UpdateKeys`, for one key as for fifty: one permission, one way through.
   *
   * @returns `stale` when the store has another version by now.
   */
  write(changes: KeyChanges): Promise<StoreVersion | "stale">;
}

export function keyValueStore(connection: Connection, { keyValueStoreArn: KvsARN }: KeyValuePlace): KeyValueStore {
  const client = new CloudFrontKeyValueStoreClient({
    ...settingsFor(connection, CLOUDFRONT_REGION),
    ...emulated(connection),
  });
  return {
    async version() {
      const { ETag, ItemCount } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN }));
      return versionOf(ETag, ItemCount);
    },

    async read(Key) {
      try {
        const { Value } = await client.send(new GetKeyCommand({ KvsARN, Key }));
        if (Value === undefined) throw incomplete("the value of a key");
        return Value;
      } catch (failure) {
        // A store that is not there says the same: whoever writes asks for its version, too.
        if (isNamed(failure, "ResourceNotFoundException")) return undefined;
        throw failure;
      }
    },

    async all() {
      const texts = new Map<string, string>();
      const pages = paginateListKeys({ client, pageSize: MOST_KEYS }, { KvsARN });
      for await (const { Items = [] } of pages)
        for (const { Key, Value } of Items) {
          if (Key === undefined || Value === undefined) throw incomplete("a list of keys");
          texts.set(Key, Value);
        }
      return texts;
    },

    async write({ texts, etag }) {
      const changes = [...texts];
      const Puts = changes.flatMap(([Key, Value]) => (Value === undefined ? [] : { Key, Value }));
      const Deletes = changes.flatMap(([Key, Value]) => (Value === undefined ? { Key } : []));
      try {
        const request = new UpdateKeysCommand({ KvsARN, IfMatch: etag, Puts, Deletes });
        const { ETag, ItemCount } = await client.send(request);
        return versionOf(ETag, ItemCount);
      } catch (failure) {
        if (isStale(failure)) return "stale";
        throw failure;
      }
    },
  };
}

/** What is asked of a store, for the words of an error. */
export const askedOfStore =
  ({ endpoint }: Connection, { madeBy }: KeyValuePlace) =>
  (what: string, permissions: string): Asked => ({
    what,
    permissions,
    region: CLOUDFRONT_REGION,
    endpoint,
    isSecret: false,
    reasons: {
      ConflictException: "CloudFront is changing the store. Run this again later",
      InternalServerException: "AWS has trouble. Run this again",
      ResourceNotFoundException: `there is no such key-value store any more. The stack ${madeBy} makes it: deploy it`,
      ServiceQuotaExceededException: "the key-value store is full. Take away sites that nobody needs",
    },
  });

/** The service's model names the first; clients met the second. */
const isStale = (failure: unknown): boolean =>
  isNamed(failure, "ConflictException") ||
  (isNamed(failure, "ValidationException") && /pre-?condition failed/i.test(String((failure as Error).message)));

function versionOf(etag: string | undefined, items: number | undefined): StoreVersion {
  if (!etag || items === undefined) throw incomplete("the version of a key-value store");
  return { etag, items };
}

const incomplete = (what: string): AwsError =>
  new AwsError(`the answer of CloudFront lacks ${what}. See what stands between this machine and AWS.`);

/** AWS is asked under a name that begins with the account; an emulator at its own address, with the same signature. */
const emulated = ({ endpoint }: Connection): Partial<CloudFrontKeyValueStoreClientConfig> =>
  endpoint === undefined
    ? {}
    : {
        endpointProvider: () => ({ url: new URL(endpoint) }),
        sigv4aSigningRegionSet: ["*"],
        httpAuthSchemeProvider: () => [
          {
            schemeId: "aws.auth#sigv4a",
            signingProperties: { name: "cloudfront-keyvaluestore", region: "*" },
            propertiesExtractor: (config, context) => ({ signingProperties: { config, context } }),
          },
        ],
      };
