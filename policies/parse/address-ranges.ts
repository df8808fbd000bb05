import type { Value } from "../value";

/** Ranges of IPv4 that nobody routes on the internet (RFC 1918, RFC 6598). */
const PRIVATE = /^(?:10|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])|172\.(?:1[6-9]|2\d|3[01])|192\.168)\./;

/** Whether ranges of IPv4 are together so much that one would be the world: 256 times a /8 is everything, too. */
export function areWorld(ranges: readonly Value[]): boolean {
  const shares = [...new Set(ranges)].map((range) => {
    const [address = "", length = ""] = typeof range === "string" ? range.split("/") : [];
    return /^\d+$/.test(length) && !address.includes(":") && !PRIVATE.test(address) ? 2 ** -Number(length) : 0;
  });
  return shares.reduce((sum, share) => sum + share, 0) >= 2 ** -7;
}

/**
 * Whether a range holds so much of the internet that it is no network of anybody: wider than a /8 of IPv4, or than a /16 of
 * IPv6 outside of the private fc00::/7. Two halves (`0.0.0.0/1`, `128.0.0.0/1`) are everything too, and so is `2000::/3`.
 */
export function isWorld(range: Value): boolean {
  if (typeof range !== "string") return false;
  const [address = "", length = ""] = range.split("/");
  if (!/^\d+$/.test(length)) return false;
  if (!address.includes(":")) return Number(length) < 8;
  return Number(length) < 16 && (Number(length) < 7 || !/^f[cd]/i.test(address));
}
