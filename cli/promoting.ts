import { randomUUID } from "node:crypto";
import { promotionGitHub } from "../adapters/github/approvals";
import { served } from "../adapters/served";
import type { SitePlace, SiteStage } from "../model/sites";
import type { Target } from "../operations/promotion/target";
import { bring, type ReleasesOf } from "../operations/sites/bring";
import type { SiteSettings } from "../operations/sites/entry";
import { fileKey } from "../operations/sites/keys";
import type { Served, StoredEntry } from "../operations/sites/ports";
import type { SitePorts } from "../operations/sites/promote-site";
import { readBack } from "../operations/sites/read-back";
import { type Readiness, readinessOf } from "../operations/sites/readiness";
import type { ResolvePorts } from "../operations/sites/resolve-version";
import { seenEntries } from "../operations/sites/seen-entries";
import { siteTarget } from "../operations/sites/site-target";
import type { Release } from "../runtime/site/release";
import { demandAccountOfStage } from "./account-in-use";
import { asInput, InputError } from "./failures";
import { gitHubSettings } from "./github-settings";
import { leaseOptions, pauseFor } from "./lease-options";
import { runFacts } from "./run-facts";
import { type OpenPlace, sitePlace } from "./site-places";

/** Where the sites of lines are, and how they are read back. */
export interface SiteWorld {
  /** @default - AWS itself */
  readonly endpoint?: string;
  /** @default - each host itself, by https */
  readonly through?: string;
}

/** From which stage a version is given to which. */
export interface Way {
  readonly stage: SiteStage;
  /** The stage whose bucket has the release. */
  readonly source: SiteStage;
}

/** How long a promotion that says nothing more keeps the lock of its site, in seconds. */
const LEASE_SECONDS = 120;

/** Variable that holds `user:password` of sites behind a password. */
const CREDENTIALS = "SITE_CREDENTIALS";

/** Opens each place once. */
export function openPlaces({ endpoint }: SiteWorld): (place: SitePlace) => OpenPlace {
  const opened = new Map<string, OpenPlace>();
  return (place) => {
    const known = opened.get(place.stackId) ?? sitePlace(place, { endpoint });
    opened.set(place.stackId, known);
    return known;
  };
}

/**
 * What is served at a place.
 *
 * @throws InputError when its sites ask for a password, and none is there to give; when they are to be read through another
 * machine.
 */
export function servedAt({ through }: SiteWorld, { access, stackId }: Pick<SitePlace, "access" | "stackId">): Served {
  const credentials = process.env[CREDENTIALS];
  if (access === "password" && !credentials)
    throw new InputError(
      `the sites of ${stackId} ask for a password, and are read back after a switch: set ${CREDENTIALS} to <user>:<password>`,
    );
  if (access === "password" && !/^[^:\p{C}]+:\P{C}+$/u.test(credentials ?? ""))
    throw new InputError(`${CREDENTIALS} is not <user>:<password>. Its value is not shown.`);
  return asInput(() =>
    served({
      ...(through !== undefined && { through }),
      ...(access === "password" && credentials && { credentials }),
    }),
  );
}

/** What finding a version needs of AWS and GitHub. */
export const resolvePorts = (world: SiteWorld, open: (place: SitePlace) => OpenPlace): ResolvePorts => ({
  storeOf: (place) => open(place).store,
  servedAt: (place) => servedAt(world, place),
  branchHead: ({ repository }, branch) => {
    const token = process.env.SITE_REPOSITORY_TOKEN || process.env.GITHUB_TOKEN;
    const settings = { GITHUB_REPOSITORY: `${repository.owner}/${repository.name}`, GITHUB_TOKEN: token };
    return promotionGitHub(gitHubSettings({ ...process.env, ...settings }, "see where a branch is")).branchHead(branch);
  },
});

export interface PortsOptions {
  readonly actor: string;
  /** How long is waited while somebody else promotes to the same site. */
  readonly waitMinutes: number;
  readonly signal: AbortSignal;
  /**
   * Sites that were just listed.
   * @default - each is asked for
   */
  readonly seen?: readonly StoredEntry[];
}

/**
 * Makes sure, before anything is asked of a stage, that its sites can be switched from here and read back.
 *
 * @throws InputError when the credentials are of another account, or the sites cannot be read back; AwsError.
 */
export async function demandStage(stage: SiteStage, world: SiteWorld): Promise<void> {
  servedAt(world, stage.place);
  await demandAccountOfStage(stage, { endpoint: world.endpoint });
}

/** Whether the release is there, and what fits. */
export const readiness = (
  { stage, source }: Way,
  digest: string,
  open: (place: SitePlace) => OpenPlace,
): Promise<Readiness> => readinessOf(digest, releasesOf(source, open), releasesOf(stage, open));

const releasesOf = ({ name, place }: SiteStage, open: (place: SitePlace) => OpenPlace): ReleasesOf => ({
  stage: name,
  releases: open(place).releases,
});

/** What promoting to the sites of a stage needs. */
export async function sitePorts(
  { stage, source }: Way,
  world: SiteWorld,
  open: (place: SitePlace) => OpenPlace,
  options: PortsOptions,
): Promise<SitePorts> {
  const place = open(stage.place);
  const entries = seenEntries(await place.entries(), options.seen ?? []);
  const cache = await place.cache();
  const view = { served: servedAt(world, stage.place), everything: stage.sites === "one", sleep: pauseFor };
  const [from, to] = [releasesOf(source, open), releasesOf(stage, open)];
  // A thousand sites get one release: it is brought once, and forgotten once.
  const brought = perDigest((digest) => bring(digest, from, to));
  const forgotten = perDigest((digest) => cache.invalidate([`/${fileKey(digest, "*")}`]));
  const targetOf = (host: string): Target<SiteSettings> =>
    siteTarget(host, {
      entries,
      bring: brought,
      forget: forgotten,
      readBack: (site: string, release: Release, destination, signal) =>
        readBack(site, release, destination, view, signal),
    });
  const lease = leaseOptions({ ...options, run: runFacts(process.env).run, leaseSeconds: LEASE_SECONDS });
  return { store: place.store, targetOf, lease, newId: randomUUID };
}

/** Does something once for each digest. What failed is tried again the next time. */
function perDigest<T>(work: (digest: string) => Promise<T>): (digest: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (digest) => {
    const promise = known.get(digest) ?? work(digest);
    known.set(digest, promise);
    promise.catch(() => known.delete(digest));
    return promise;
  };
}
