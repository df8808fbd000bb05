import { appStackId, deployerStackId } from "../apps";
import type { NamedKind } from "../entries/kinds";
import type { Entries, Entry } from "../entries/read";
import { error, type Position, type Problem } from "../problems";
import { sitesStackId } from "../sites";
import { NETWORK_STACKS } from "../stack-ids";

type Named = Entry<NamedKind>;

/** No two things of a kind have one name, and no two stacks one id. */
export function checkNames(entries: Entries): readonly Problem[] {
  const { networks, environments, services, siteLines, apps, repositories } = entries;
  return [
    ...duplicateNames("network", networks),
    ...duplicateNames("environment", environments),
    ...duplicateNames("service", services),
    ...duplicateNames("line of sites", siteLines),
    ...duplicateNames("app", apps),
    ...duplicateNames("repository", repositories),
    ...duplicateStackIds(entries),
  ];
}

function duplicateNames(kind: string, entries: readonly Named[]): readonly Problem[] {
  return laterOnes(entries.map((entry) => ({ id: entry.value.name, at: entry.at("name") }))).map(({ id, at, first }) =>
    error(at, `the name "${id}" is taken by another ${kind}`, `It stands in ${place(first)}.`),
  );
}

/** Different things can come to one id: service `a` of environment `b-service-c`, and service `c-service-a` of `b`. */
function duplicateStackIds({ networks, services, siteLines, apps }: Entries): readonly Problem[] {
  const ofNetworks = networks.flatMap((entry) =>
    NETWORK_STACKS.map((kind) => ({
      id: `${entry.value.name}-${kind}`,
      at: entry.at("name"),
    })),
  );
  const ofServices = distinct(services).flatMap((entry) =>
    Object.keys(entry.value.environments).map((environment) => ({
      id: `${environment}-service-${entry.value.name}`,
      at: entry.atKey("environments", environment),
    })),
  );
  // Two stages of a line in one environment are one stack; two of an app are told as such.
  const ofLines = distinct(siteLines).flatMap((entry) =>
    distinctIds(
      entry.value.stages.map(({ environment }, index) => ({
        id: sitesStackId(environment, entry.value.name),
        at: entry.at("stages", index, "environment"),
      })),
    ),
  );
  const ofApps = distinct(apps).flatMap((entry) =>
    distinctIds(
      entry.value.stages.flatMap(({ environment }, index) =>
        [appStackId, deployerStackId].map((idOf) => ({
          id: idOf(environment, entry.value.name),
          at: entry.at("stages", index, "environment"),
        })),
      ),
    ),
  );
  return laterOnes([...distinctIds(ofNetworks), ...ofServices, ...ofLines, ...ofApps]).map(({ id, at, first }) =>
    error(at, `two stacks would have the id "${id}"`, `Rename one of the two; the other comes from ${place(first)}.`),
  );
}

interface Claim {
  readonly id: string;
  readonly at: Position;
}

/** The claims to an id that somebody else claimed before. */
function laterOnes(claims: readonly Claim[]): readonly (Claim & { readonly first: Position })[] {
  const firsts = new Map<string, Position>();
  return claims.flatMap((claim) => {
    const first = firsts.get(claim.id);
    if (first) return [{ ...claim, first }];
    firsts.set(claim.id, claim.at);
    return [];
  });
}

/** Things of one name are reported once, as such. */
const distinct = <E extends Named>(entries: readonly E[]): readonly E[] =>
  entries.filter((entry, index) => entries.findIndex(({ value }) => value.name === entry.value.name) === index);

const distinctIds = (claims: readonly Claim[]): readonly Claim[] =>
  claims.filter((claim, index) => claims.findIndex(({ id }) => id === claim.id) === index);

const place = ({ file, line }: Position): string => `${file}:${line}`;
