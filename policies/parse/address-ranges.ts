import type { Value } from "../value";

/**
 * Whether a range holds so much of the internet that it is no network of anybody: wider than a /8 of IPv4, or than a /16 of
 * IPv6 outside of the private fc00::/7. Two halves (`0.0.0.0/1`, `128.0.0.0/1`) are everything too, and so is `2000::/3`.
 */
export function isWorld(range: Value): boolean {
  if (typeof range !== "string") return false;
  const [address = "", length = ""] = range.split("/");
  if (!/^\d+$/.test(length)) return false;
  if (!address.includes(":")) return Number(length) < 8;
  return Number(length) < 16 && !/^f[cd]/i.test(address);
}
