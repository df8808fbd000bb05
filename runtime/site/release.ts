import { createHash } from "node:crypto";
import { z } from "zod";

/**
 * An immutable release of a site: what one build made. It is named by the digest of its manifest, so a name can never come to
 * mean other bytes.
 */
export interface Release {
  /** SHA-256 of the manifest's text, in hexadecimal digits. */
  readonly digest: string;
  readonly manifest: Manifest;
}

/** What a release consists of. The same build gives the same manifest, whoever makes it, and when. */
export interface Manifest {
  readonly format: 1;
  /** How addresses become files. */
  readonly pages: Pages;
  /** Sorted by path. */
  readonly files: readonly ReleasedFile[];
}

export interface ReleasedFile {
  /** Relative, with slashes: `assets/app-4f3a.js`. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256 of the bytes, in hexadecimal digits. */
  readonly sha256: string;
  /** Header `Content-Type`. */
  readonly type: string;
  /** Header `Cache-Control`. */
  readonly cache: string;
}

/** How a site's addresses become files; the build says it in `site.json`, which is not served. */
export interface Pages {
  /**
   * The page of every address that names no file, for an application of a single page: `/index.html`.
   * @default - `/about` is `/about.html`, `/about/` is `/about/index.html`
   */
  readonly fallback?: string;
  /**
   * Where addresses lead instead: from a path to a path of the same site.
   * @default - nowhere
   */
  readonly redirects?: Readonly<Record<string, string>>;
}

/** The page that every site has, which is uploaded last. */
export const ENTRY_PAGE = "index.html";

/** A path of a site, which leads to no other host and to no folder above. */
const sitePath = z
  .string()
  .max(200, "use at most 200 characters")
  .regex(/^(?!.*\/\/)\/(?!\\)[\w\-./~!$&'()*+,;=:@]*$/, "use a path of this site with single slashes, such as /order/")
  .refine((path) => !path.split("/").some((part) => part === "." || part === ".."), "use a path without . and ..");

export const pagesSchema = z.strictObject({
  fallback: sitePath.regex(/\.html$/, "use a page such as /index.html").optional(),
  redirects: z.record(sitePath, sitePath).optional(),
});

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const manifestSchema = z.strictObject({
  format: z.literal(1),
  pages: pagesSchema,
  files: z.array(
    z.strictObject({
      path: z.string().min(1),
      size: z.int().min(0),
      sha256: digest,
      type: z.string().min(1),
      cache: z.string().min(1),
    }),
  ),
});

/** The text of a manifest, of which the digest is made: the same bytes on every machine. */
export function manifestText({ format, pages, files }: Manifest): string {
  const { fallback, redirects } = pages;
  const sorted = {
    format,
    pages: {
      ...(fallback !== undefined && { fallback }),
      ...(redirects && { redirects: Object.fromEntries(Object.entries(redirects).sort(byFirst)) }),
    },
    files: [...files]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, size, sha256, type, cache }) => ({ path, size, sha256, type, cache })),
  };
  return `${JSON.stringify(sorted, undefined, 1)}\n`;
}

const byFirst = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : 1);

/** The release that a manifest describes. */
export const releaseOf = (manifest: Manifest): Release => ({ digest: sha256(manifestText(manifest)), manifest });

/** The release in the text of a manifest; undefined when it is none, or not the one of that digest. */
export function releaseIn(text: string, digest: string): Release | undefined {
  if (sha256(text) !== digest) return undefined;
  try {
    const read = manifestSchema.safeParse(JSON.parse(text));
    return read.success ? { digest, manifest: read.data as Manifest } : undefined;
  } catch {
    return undefined;
  }
}

/** SHA-256 in hexadecimal digits, as manifests name bytes. */
export const sha256 = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");
