import { GetObjectCommand } from "@aws-sdk/client-s3";
import { z } from "zod";
import { LOCATION_KEY } from "../../operations/sites/keys";
import type { SiteLocation } from "../../operations/sites/ports";
import type { Connection } from "./connection";
import { AwsError, explained, isNamed } from "./errors";
import { askedOf, type Bucket, s3Client } from "./s3-client";

/** The bucket of a stage's sites, and the stack that makes it: `dev-sites-qro`. */
export type SiteBucket = Bucket & { readonly madeBy: string };

/**
 * What AWS named by itself of a stage's sites, as the stack wrote it into their bucket.
 *
 * @throws AwsError when the stack was never deployed, or what is there is not what it writes.
 */
export async function siteLocation(connection: Connection, place: SiteBucket): Promise<SiteLocation> {
  const { bucket: Bucket, region, madeBy } = place;
  const text = await read().catch((failure: unknown) => {
    if (isNamed(failure, "NoSuchKey"))
      throw new AwsError(
        `there is no ${LOCATION_KEY} in the bucket ${Bucket}: deploy the stack ${madeBy} first.`,
        "NoSuchKey",
      );
    throw explained(askedOf(connection, place)(`read ${LOCATION_KEY}`, "s3:GetObject and s3:ListBucket"), failure);
  });
  const found = schema.safeParse(jsonIn(text));
  if (found.success) return found.data;
  const problems = found.error.issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`);
  throw new AwsError(
    `${LOCATION_KEY} in the bucket ${Bucket} is not what the stack ${madeBy} writes (${problems.join("; ")}). Deploy the stack again.`,
  );

  async function read(): Promise<string> {
    const client = s3Client(connection, region);
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: LOCATION_KEY }));
    return (await Body?.transformToString("utf-8")) ?? "";
  }
}

const schema = z.object(
  {
    keyValueStoreArn: z
      .string("no ARN of a key-value store")
      .regex(/^arn:aws[a-z-]*:cloudfront::\d{12}:key-value-store\/[\w-]{1,64}$/, "no ARN of a key-value store"),
    distributionId: z.string("no id of a distribution").regex(/^[A-Z0-9]{5,30}$/, "no id of a distribution"),
  },
  "no object",
);

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
