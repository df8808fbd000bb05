import { BlockList, isIP } from "node:net";
import { Netmask } from "netmask";

/** An IPv4 range in CIDR notation whose host bits are zero, such as `10.10.0.0/16`. */
export type AddressRange = string;

/**
 * Why a text is no usable range, or undefined when it is one.
 * Host bits that are set are refused: AWS would silently cut them off.
 */
export function rangeFault(text: string): string | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(text)) return "is not an IPv4 range such as 10.10.0.0/16";
  const [address = "", bits = ""] = text.split("/");
  if (address.split(".").some((part) => Number(part) > 255)) return "has a number above 255";
  if (Number(bits) > 32) return "has a prefix longer than 32 bits";
  const { base } = new Netmask(text);
  return base === address ? undefined : `has host bits set; the range that holds it is ${base}/${bits}`;
}

/** Number of leading bits that name the network: 16 in `10.10.0.0/16`. */
export function prefixLength(range: AddressRange): number {
  return new Netmask(range).bitmask;
}

/** Whether an address lies in a range, both of IPv4 or both of IPv6; of a text that is no range, none does. */
export function isInRange(range: string, address: string): boolean {
  const [base = "", bits = ""] = range.split("/");
  const family = isIP(base);
  if (family === 0 || family !== isIP(address) || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128))
    return false;
  const kind = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(base, Number(bits), kind);
  return list.check(address, kind);
}

/** True when at least one address lies in both ranges. */
export function overlap(a: AddressRange, b: AddressRange): boolean {
  const [one, other] = [new Netmask(a), new Netmask(b)];
  return one.contains(other.base) || other.contains(one.base);
}

/**
 * The part of a range with the given index, when it is cut into `2 ** bits` equal parts.
 * Terraform's `cidrsubnet(range, bits, index)`, known at synthesis.
 *
 * @throws RangeError when the index lies beyond the last part.
 */
export function subrange(range: AddressRange, bits: number, index: number): AddressRange {
  if (index < 0 || index >= 2 ** bits)
    throw new RangeError(`${range} has ${2 ** bits} parts of ${bits} bits, no part ${index}`);
  const part = new Netmask(`${new Netmask(range).base}/${prefixLength(range) + bits}`);
  return part.next(index).toString();
}
