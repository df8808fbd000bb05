import { isBelow } from "../../aws/domain-names";
import type { Entries } from "../entries/read";
import { error, type Position, type Problem } from "../problems";
import { sitesStackId } from "../sites";

/** Longest suffix: ACM gives a certificate to a name of 64 characters at most, `*.` included (ACM API, RequestCertificate). */
const LONGEST_SUFFIX = 62;

/** What the names of a place's sites end with. */
interface Claim {
  readonly suffix: string;
  /** Name of the environment that it is in. */
  readonly environment: string;
  /** Id of the stack. */
  readonly by: string;
  readonly at: Position;
}

/**
 * Each place has a suffix of its own, for which its zone answers: no two places share one, none stands inside another, and
 * none takes a name that something else answers to.
 */
export function checkSiteSuffixes(entries: Entries): readonly Problem[] {
  const claims = entries.siteLines.flatMap(({ value, at }) =>
    value.stages.map(({ suffix, environment }, index) => ({
      suffix,
      environment,
      by: sitesStackId(environment, value.name),
      at: at("stages", index, "suffix"),
    })),
  );
  return claims.flatMap((claim, index) => {
    const fault = faultOf(claim, claims.slice(0, index), entries);
    if (fault === undefined) return [];
    const what = `suffix ${claim.suffix} ${fault}`;
    return [error(claim.at, what, "Use another one.")];
  });
}

/** The first thing that is wrong with a suffix, as the rest of a sentence about it. */
const faultOf = (claim: Claim, before: readonly Claim[], entries: Entries): string | undefined =>
  tooLong(claim) ?? claimedBefore(claim, before) ?? domainWithin(claim, entries) ?? hidden(claim, entries);

const tooLong = ({ suffix }: Claim): string | undefined =>
  suffix.length > LONGEST_SUFFIX
    ? `has ${suffix.length} characters, and there are certificates for at most ${LONGEST_SUFFIX}`
    : undefined;

/** CloudFront gives a name to one distribution, and a zone answers for every name below its own. */
function claimedBefore({ suffix, by }: Claim, before: readonly Claim[]): string | undefined {
  const others = before.filter((other) => other.by !== by);
  const same = others.find((other) => other.suffix === suffix);
  if (same) return `is that of ${same.by}`;
  const around = others.find((other) => isBelow(suffix, other.suffix));
  if (around) return `stands below that of ${around.by}, whose zone has no such name`;
  const inside = others.find((other) => isBelow(other.suffix, suffix));
  return inside && `stands above that of ${inside.by}, which its zone would not know`;
}

/** A zone for the suffix would answer for these, and knows none of them. */
function domainWithin({ suffix }: Claim, { networks, environments, services }: Entries): string | undefined {
  const domains = [
    ...environments.map(({ value: { name, domain } }) => ({ domain, of: `the domain of ${name}` })),
    ...networks.map(({ value: { name, domain } }) => ({ domain, of: `the domain of the network ${name}` })),
  ];
  const hosts = services.flatMap(({ value: { name, host = name, environments: settings } }) =>
    environments
      .filter(({ value }) => Object.hasOwn(settings, value.name))
      .map(({ value }) => ({ domain: `${host}.${value.domain}`, of: `the host of ${name} in ${value.name}` })),
  );
  const same = [...domains, ...hosts].find(({ domain }) => domain === suffix);
  if (same) return `is ${same.of}`;
  const inside = domains.find(({ domain }) => isBelow(domain, suffix));
  return inside && `stands above ${inside.domain}, ${inside.of}`;
}

/** A network delegates in its own zone; of what it delegated to another network, nobody asks it any more. */
function hidden({ suffix, environment }: Claim, { networks, environments }: Entries): string | undefined {
  const name = environments.find(({ value }) => value.name === environment)?.value.network;
  const own = networks.find(({ value }) => value.name === name)?.value;
  if (!own || !isBelow(suffix, own.domain)) return undefined;
  const between = networks.find(({ value }) => isBelow(suffix, value.domain) && isBelow(value.domain, own.domain));
  return (
    between && `is in the zone of the network ${between.value.name}, and ${environment} is on the network ${own.name}`
  );
}
