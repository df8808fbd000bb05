import { createHash } from "node:crypto";

/**
 * Longest name, in characters, that AWS accepts for each kind of thing that is named here.
 * Source: the API reference of each service.
 */
const LONGEST = {
  bucket: 63,
  cluster: 255,
  function: 64,
  host: 63,
  key: 250,
  loadBalancer: 32,
  queue: 80,
  role: 64,
  securityGroup: 255,
  targetGroup: 32,
  topic: 256,
} as const;

/** A kind of thing whose physical names are limited in length. */
export type NamedKind = keyof typeof LONGEST;

const HASH_LENGTH = 6;

/**
 * The physical name of a thing: its parts joined by hyphens. A name that is too long for its kind is cut and ends with a
 * hash of the whole, so that two long names never become one.
 */
export function nameOf(kind: NamedKind, ...parts: readonly string[]): string {
  const whole = parts.join("-");
  const longest = LONGEST[kind];
  if (whole.length <= longest) return whole;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, HASH_LENGTH);
  return `${whole.slice(0, longest - HASH_LENGTH - 1).replace(/-+$/, "")}-${hash}`;
}
