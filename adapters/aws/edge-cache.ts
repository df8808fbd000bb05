import { createHash } from "node:crypto";
import { CloudFrontClient, CreateInvalidationCommand } from "@aws-sdk/client-cloudfront";
import type { EdgeCache } from "../../operations/sites/ports";
import { backOff, type Tries } from "./back-off";
import { type Connection, settingsFor } from "./connection";
import { type Asked, AwsError, explained, isNamed } from "./errors";
import { CLOUDFRONT_REGION } from "./key-value-store";

/** The distribution of a stage's sites, and who asks it to forget. */
export interface EdgeCacheOptions {
  readonly distributionId: string;
  /** Names this run: CloudFront takes the same paths of the same run for one invalidation, however often it is asked. */
  readonly reference: string;
  /** The stack that makes the distribution, for errors: `dev-sites-qro`. */
  readonly madeBy: string;
  /**
   * How long is waited for invalidations of others.
   * @default - about five minutes
   */
  readonly patience?: Tries;
}

/**
 * Most paths with a star, and most others, that may be in progress at once. More in one request would be refused for ever.
 * Source: Amazon CloudFront Developer Guide, "Concurrent invalidation request maximum".
 */
const MOST_WILDCARDS = 15;
const MOST_PATHS = 3_000;

const OTHERS_INVALIDATE: Tries = { most: 20, firstWait: 1_000, longestWait: 20_000 };

/**
 * What CloudFront remembers, forgotten by invalidations. They are asked for, and not waited for.
 *
 * @throws AwsError from its method: what was asked, why it failed, what to do.
 */
export function edgeCache(connection: Connection, options: EdgeCacheOptions): EdgeCache {
  const { distributionId, reference, madeBy, patience = OTHERS_INVALIDATE } = options;
  const client = new CloudFrontClient(settingsFor(connection, CLOUDFRONT_REGION));
  const asked: Asked = {
    what: `invalidate paths of the distribution ${distributionId}`,
    permissions: "cloudfront:CreateInvalidation",
    region: CLOUDFRONT_REGION,
    endpoint: connection.endpoint,
    isSecret: false,
    reasons: {
      NoSuchDistribution: `there is no such distribution any more. The stack ${madeBy} makes it: deploy it`,
      TooManyInvalidationsInProgress: "others invalidate paths all the time. Run this again later",
    },
  };

  async function invalidate(Items: readonly string[]): Promise<void> {
    const CallerReference = `${reference}-${digestOf(Items)}`;
    const Paths = { Quantity: Items.length, Items: [...Items] };
    const request = { DistributionId: distributionId, InvalidationBatch: { CallerReference, Paths } };
    for (let tries = 1; ; tries++) {
      try {
        await client.send(new CreateInvalidationCommand(request));
        return;
      } catch (failure) {
        if (!isNamed(failure, "TooManyInvalidationsInProgress") || tries === patience.most)
          throw explained(asked, failure);
      }
      await backOff(patience, tries);
    }
  }

  return {
    async invalidate(paths) {
      const wrong = paths.find((path) => !/^\/[\x21-\x7e]*$/.test(path));
      if (wrong !== undefined)
        throw new AwsError(
          `${JSON.stringify(wrong)} is no path that CloudFront can forget. Use one such as /releases/*.`,
        );
      const sorted = [...new Set(paths)].sort();
      const batches = [
        ...inBatches(
          sorted.filter((path) => path.endsWith("*")),
          MOST_WILDCARDS,
        ),
        ...inBatches(
          sorted.filter((path) => !path.endsWith("*")),
          MOST_PATHS,
        ),
      ];
      for (const batch of batches) await invalidate(batch);
    },
  };
}

const digestOf = (paths: readonly string[]): string =>
  createHash("sha256").update(paths.join("\n")).digest("hex").slice(0, 16);

function inBatches(paths: readonly string[], most: number): readonly (readonly string[])[] {
  const count = Math.ceil(paths.length / most);
  return Array.from({ length: count }, (_, place) => paths.slice(place * most, (place + 1) * most));
}
