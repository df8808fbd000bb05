import type { StageSource } from "../../../model/delivery";
import type { SiteLine, SiteStage } from "../../../model/sites";
import { sameClientAt } from "../client-host";
import type { StoredEntry } from "../ports";
import type { FoundPlace, ListedSite, Remark } from "./listed-site";
import { clientOf } from "./selection";

/** The sites of a line at the places that could be looked at, by stage in the order of the line, then by host. */
export function listSites(line: SiteLine, places: readonly FoundPlace[]): readonly ListedSite[] {
  const found = new Map(places.map((one) => [one.place.stackId, one]));
  const entries = new Map(places.flatMap((one) => one.entries.map((entry) => [entry.host, entry] as const)));
  const listed = line.stages.flatMap((stage) => {
    const here = found.get(stage.place.stackId);
    if (!here) return [];
    const hosts = hostsOf(line, stage, here);
    return hosts.map((host) => siteOf(line, stage, host, here, entries));
  });
  const known = new Set(listed.map(({ host }) => host));
  const strays = [...entries.values()].filter(({ host }) => !known.has(host));
  return [...listed, ...strays.sort(byHost).map((stored) => strayOf(line, stored))];
}

/** The hosts of a stage, sorted. */
function hostsOf({ stages }: SiteLine, stage: SiteStage, { entries, recorded }: FoundPlace): readonly string[] {
  if (stage.site) return [stage.site.host];
  const neighbours = stages.filter(({ place }) => place.stackId === stage.place.stackId);
  const own = new Set(neighbours.flatMap(({ site }) => site?.host ?? []));
  const recordedHere = recorded.filter((name) => name.stage === stage.name).map(({ host }) => host);
  // Where stages of clients share a place, records tell whose a site is; one without a record is the first stage's.
  const isFirst = neighbours.find(({ sites }) => sites === "many") === stage;
  const others = recorded.filter((name) => name.stage !== stage.name).map(({ host }) => host);
  const notMine = new Set([...own, ...others]);
  const found = entries.map(({ host }) => host).filter((host) => isFirst && isUnder(host, stage) && !notMine.has(host));
  return [...new Set([...found, ...recordedHere])].sort();
}

const isUnder = (host: string, { place }: SiteStage): boolean => host.endsWith(`.${place.suffix}`);

function siteOf(
  line: SiteLine,
  stage: SiteStage,
  host: string,
  { attempts }: FoundPlace,
  entries: ReadonlyMap<string, StoredEntry>,
): ListedSite {
  const stored = entries.get(host);
  const attempt = attempts.get(`${stage.name}/${host}`);
  const client = clientOf(line, { stage: stage.name, host });
  const remarks: readonly Remark[] = [
    ...stateRemarks(stored),
    ...(attempt ? [attempt] : []),
    ...versionRemarks(line, stage, stored, entries),
    ...settingsRemarks(stage, stored),
  ];
  return {
    line: line.name,
    stage: stage.name,
    host,
    ...(client !== undefined && { client }),
    state: stateOf(stored),
    ...(stored?.entry && { entry: stored.entry }),
    remarks,
  };
}

const strayOf = (line: SiteLine, stored: StoredEntry): ListedSite => ({
  line: line.name,
  stage: undefined,
  host: stored.host,
  state: stateOf(stored),
  ...(stored.entry && { entry: stored.entry }),
  remarks: [...stateRemarks(stored), { kind: "stray" }],
});

const stateOf = (stored: StoredEntry | undefined): ListedSite["state"] => {
  if (!stored) return "empty";
  return stored.entry ? "served" : "damaged";
};

function stateRemarks(stored: StoredEntry | undefined): readonly Remark[] {
  const state = stateOf(stored);
  return state === "served" ? [] : [{ kind: state }];
}

/** How what is served compares with what the stage has that it takes versions from in the normal way. */
function versionRemarks(
  line: SiteLine,
  stage: SiteStage,
  stored: StoredEntry | undefined,
  entries: ReadonlyMap<string, StoredEntry>,
): readonly Remark[] {
  const [source] = stage.sources;
  if (!stored?.entry || source?.kind !== "stage") return [];
  const from = sourceHost(line, stage, source, stored.host);
  const theirs = from === undefined ? undefined : entries.get(from)?.entry;
  if (!theirs || theirs.release === stored.entry.release) return [];
  const isLater = Date.parse(stored.entry.since) > Date.parse(theirs.since);
  return [{ kind: isLater ? "differs" : "behind", stage: source.stage }];
}

/** The site whose version a site gets; undefined when that stage is not there. */
function sourceHost({ stages }: SiteLine, stage: SiteStage, source: StageSource, host: string): string | undefined {
  const from = stages.find(({ name }) => name === source.stage);
  if (!from) return undefined;
  return source.sameClient ? sameClientAt(host, stage, from) : from.site?.host;
}

const settingsRemarks = ({ site }: SiteStage, stored: StoredEntry | undefined): readonly Remark[] =>
  site && stored?.entry && stored.entry.settings.apiUrl !== site.apiUrl
    ? [{ kind: "settings", apiUrl: site.apiUrl }]
    : [];

const byHost = (a: StoredEntry, b: StoredEntry): number => (a.host < b.host ? -1 : 1);
