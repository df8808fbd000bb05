import { overlap, prefixLength, rangeFault } from "../../aws/address-range";
import type { Entries, Entry } from "../entries/read";
import { error, type Problem } from "../problems";

const LARGEST = 16;
const SMALLEST = 20;

/** Every network has a range of a useful size, in its own region's zones, and no two ranges overlap: they may be joined one day. */
export function checkAddressRanges({ networks }: Entries): readonly Problem[] {
  return [
    ...networks.flatMap((network) => [...faults(network), ...foreignZones(network), ...ownAccess(network)]),
    ...overlaps(networks),
  ];
}

function faults({ value, at }: Entry<"network">): readonly Problem[] {
  const fault = rangeFault(value.cidr);
  if (fault) return [error(at("cidr"), `cidr is "${value.cidr}", which ${fault}`)];
  const length = prefixLength(value.cidr);
  if (length >= LARGEST && length <= SMALLEST) return [];
  return [error(at("cidr"), `cidr is "${value.cidr}", a /${length}`, `Use a range from /${LARGEST} to /${SMALLEST}.`)];
}

function foreignZones({ value, at }: Entry<"network">): readonly Problem[] {
  return value.zones.flatMap((zone, index) => {
    if (!new RegExp(`^${value.region}[a-z]$`).test(zone)) {
      return [
        error(
          at("zones", index),
          `zone "${zone}" is not in the region ${value.region}`,
          `Use a zone such as ${value.region}a.`,
        ),
      ];
    }
    if (value.zones.indexOf(zone) < index) return [error(at("zones", index), `zone "${zone}" is named twice`)];
    return [];
  });
}

/** A range that holds the VPC's own addresses would let every task call every service, past what `dependsOn` says. */
function ownAccess({ value, at }: Entry<"network">): readonly Problem[] {
  return value.internalAccess.flatMap((range, index) => {
    const fault = rangeFault(range);
    const name = `internalAccess.${index} is "${range}"`;
    if (fault) return [error(at("internalAccess", index), `${name}, which ${fault}`)];
    if (rangeFault(value.cidr) || !overlap(range, value.cidr)) return [];
    return [
      error(
        at("internalAccess", index),
        `${name}, which holds addresses of the network itself (${value.cidr})`,
        "Name ranges outside of it. Services reach each other by dependsOn.",
      ),
    ];
  });
}

function overlaps(networks: readonly Entry<"network">[]): readonly Problem[] {
  const ranges = networks.filter(({ value }) => !rangeFault(value.cidr));
  return ranges.flatMap((network, index) =>
    ranges
      .slice(0, index)
      .filter((other) => overlap(network.value.cidr, other.value.cidr))
      .map((other) =>
        error(
          network.at("cidr"),
          `cidr ${network.value.cidr} of network ${network.value.name} overlaps ${other.value.cidr} of network ${other.value.name}`,
          `The other one stands in ${other.source}:${other.at("cidr").line}.`,
        ),
      ),
  );
}
