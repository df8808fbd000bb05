import { isUtf8 } from "node:buffer";
import { charset, lookup } from "mime-types";
import { hasContentHash } from "./content-hash";

/** Kept for a year without asking. Source: RFC 8246, "HTTP Immutable Responses". */
export const IMMUTABLE = "public, max-age=31536000, immutable";

/**
 * Kept, and asked for each time: an answer of a few bytes when nothing changed. The address of a page stays the same from
 * release to release, and a page that is older than its assets asks for files that are gone. Source: RFC 9111, 5.2.2.4.
 * CloudFront keeps it for the second that its cache policy demands; as what it keeps is named by the release, a switch shows
 * at once.
 */
export const REVALIDATED = "no-cache";

const PAGE = /\.html?$/i;

/** Whether a file is a page, which the address bar of a browser shows. */
export const isPage = (path: string): boolean => PAGE.test(path);

/**
 * Header `Cache-Control` of a file.
 *
 * @param immutable Folders of which the build says that their files never change under their names: `/assets/`.
 */
export function cacheOf(path: string, immutable: readonly string[]): string {
  const isImmutable = hasContentHash(path) || immutable.some((folder) => `/${path}`.startsWith(folder));
  return isImmutable && !isPage(path) ? IMMUTABLE : REVALIDATED;
}

/** What has a type by its name, though it has no ending. Source: Apple, "Supporting associated domains". */
const BY_NAME: ReadonlyMap<string, string> = new Map([["apple-app-site-association", "application/json"]]);

/** Texts that are not `text/…`, and that mime-types gives no charset. */
const TEXT = /[+/](?:xml|json)$/;

/** Header `Content-Type` of a file. A text says that it is UTF-8, if it is. */
export function typeOf(path: string, bytes: Uint8Array): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  // Of a name without a dot, mime-types takes the whole for an ending.
  const type = BY_NAME.get(name) ?? ((name.includes(".") && lookup(name)) || "application/octet-stream");
  return isText(type) && isUtf8(bytes) ? `${type}; charset=utf-8` : type;
}

/** Whether files of a type are read as text. */
export const isText = (type: string): boolean => charset(type) !== false || TEXT.test(type);
