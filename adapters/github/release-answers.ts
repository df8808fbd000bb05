import { z } from "zod";
import type { ReleaseAsset, StoredRelease } from "../../operations/versions/ports";
import { commit } from "./answers";

/** What GitHub answers about tags, releases and deployments, as far as it is looked at. */

/** Source: "Get a reference". One that somebody made with a message is an object of its own. */
export const tagReference = (tag: string) =>
  z.object({ ref: z.literal(`refs/tags/${tag}`), object: z.object({ type: z.enum(["commit", "tag"]), sha: commit }) });

/** Source: "Get a tag". */
export const tagObject = z.object({ object: z.object({ type: z.literal("commit"), sha: commit }) });

/** Source: "Get a release asset". GitHub tells no digest of what was uploaded before it made them. */
export const releaseAsset = z
  .object({
    id: z.int(),
    name: z.string(),
    size: z.int(),
    state: z.string(),
    digest: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/)
      .nullish(),
  })
  .transform(
    ({ id, name, size, state, digest }): ReleaseAsset => ({
      id,
      name,
      size,
      digest: digest ?? undefined,
      isWhole: state === "uploaded",
    }),
  );

/** Source: "Get a release". */
export const release = z
  .object({
    id: z.int(),
    tag_name: z.string(),
    draft: z.boolean(),
    html_url: z.url(),
    upload_url: z.string(),
    assets: z.array(releaseAsset),
  })
  .transform(
    ({ id, tag_name: tag, draft: isDraft, html_url: url, upload_url: uploadUrl, assets }): StoredRelease => ({
      id,
      tag,
      isDraft,
      url,
      uploadUrl,
      assets,
    }),
  );

/** Source: "List deployments". */
export const deployments = z.array(z.object({ id: z.int(), sha: commit, environment: z.string() }));

/** Source: "List deployment statuses", newest first. */
export const deploymentStatuses = z.array(z.object({ state: z.string() }));

/** The bytes of a file. */
export const bytes = z.instanceof(ArrayBuffer).transform((buffer) => new Uint8Array(buffer));
