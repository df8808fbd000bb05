import { type AddressRange, prefixLength, subrange } from "../../aws/address-range";

/**
 * The tiers of a VPC: load balancers and NAT gateways stand in public subnets, tasks in private ones, data in isolated
 * ones, which have no way to the internet.
 */
export type Tier = "public" | "private" | "isolated";

/** A subnet before it exists. */
export interface PlannedSubnet {
  /** Availability zone: `eu-west-1a`. */
  readonly zone: string;
  /** Last letter of the zone: `a`. */
  readonly letter: string;
  /** Which of the sixteen parts of the VPC's range it is, from 0. */
  readonly part: number;
  readonly range: AddressRange;
}

/** A range cut `2 ** 4` times has sixteen parts. */
const PART_BITS = 4;

/**
 * The first part of each tier; the zones follow in their order, and parts 12 to 15 stay free. With four parts to a tier, a
 * zone that is added changes no subnet that exists.
 */
const FIRST_PART: Readonly<Record<Tier, number>> = { private: 0, isolated: 4, public: 8 };

/** AWS accepts no VPC above a /16 (Amazon VPC User Guide, "VPC CIDR blocks"); parts of a /20 still hold 251 addresses. */
const LARGEST = 16;
const SMALLEST = 20;

/**
 * The subnets of each tier, one in each zone, in the order of the zones.
 *
 * @throws RangeError when there are fewer than two zones or more than three, or the range is no /16 to /20.
 */
export function splitIntoTiers(
  cidr: AddressRange,
  zones: readonly string[],
): Readonly<Record<Tier, readonly PlannedSubnet[]>> {
  if (zones.length < 2 || zones.length > 3) {
    throw new RangeError(`a VPC spans two or three zones, not ${zones.length}: ${zones.join(", ") || "none"}`);
  }
  const length = prefixLength(cidr);
  if (length < LARGEST || length > SMALLEST) {
    throw new RangeError(`${cidr} cannot be split into tiers; use a range from /${LARGEST} to /${SMALLEST}`);
  }
  const subnetsOf = (tier: Tier): readonly PlannedSubnet[] =>
    zones.map((zone, index) => {
      const part = FIRST_PART[tier] + index;
      return { zone, letter: zone.slice(-1), part, range: subrange(cidr, PART_BITS, part) };
    });
  return { public: subnetsOf("public"), private: subnetsOf("private"), isolated: subnetsOf("isolated") };
}
