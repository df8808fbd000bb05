import type { SiteLine, SitePlace, SiteStage } from "../../model/sites";
import { type HeldVersion, heldVersion } from "../promotion/approved-version";
import type { Origin, Version } from "../promotion/record";
import type { ObjectStore } from "../records/object-store";
import { readBuild } from "./builds";
import { sameClientAt } from "./client-host";
import { SiteInputError } from "./input-error";
import type { Build, Served } from "./ports";
import type { SiteRequest } from "./request";
import { servedConfig } from "./served-config";
import { siteRecords } from "./site-records";

export interface ResolvePorts {
  /** The bucket of a place, as texts. */
  readonly storeOf: (place: SitePlace) => ObjectStore;
  readonly servedAt: (place: SitePlace) => Served;
  /** The commit that a branch of the sites' repository is at on GitHub; undefined when there is no such branch. */
  readonly branchHead: (line: SiteLine, branch: string) => Promise<string | undefined>;
}

/** What is promoted, and where it was found. */
export interface Resolved {
  readonly version: Version;
  readonly from: Origin;
  /** The stage in whose bucket its release is. */
  readonly source: SiteStage;
  /** Since when the stage has it that it comes from; undefined of a branch: that was built, and then approved, in one run. */
  readonly held: HeldVersion | undefined;
}

/**
 * The version that is promoted, found once, at the start: what its source does afterwards changes nothing.
 *
 * @param commit The commit that it must be of; undefined when any will do.
 * @throws SiteInputError when the source has none, or not the one that was meant. RecordError.
 */
export async function resolveVersion(
  request: SiteRequest,
  commit: string | undefined,
  ports: ResolvePorts,
): Promise<Resolved> {
  const { stage, source } = request;
  const resolved = source.kind === "branch" ? await fromBranch(request, stage, ports) : await fromStage(request, ports);
  const found = resolved.version.commit;
  if (commit !== undefined && commit !== found)
    throw new SiteInputError(
      `the version of ${source.kind === "branch" ? request.branch : source.stage} is of the commit ${found.slice(0, 7)}, not of ${commit.slice(0, 7)}. Publish that one, or look why another one is there.`,
    );
  return resolved;
}

async function fromBranch({ branch = "" }: SiteRequest, stage: SiteStage, ports: ResolvePorts): Promise<Resolved> {
  const build = await buildOf(branch, stage, ports);
  return { version: versionOf(build), from: { kind: "branch", branch }, source: stage, held: undefined };
}

async function buildOf(branch: string, { name, place }: SiteStage, { storeOf }: ResolvePorts): Promise<Build> {
  const stored = await readBuild(storeOf(place), branch);
  if (!stored)
    throw new SiteInputError(
      `nothing was published of the branch ${branch} for ${name}. Publish it first: infra site publish ${place.line} <folder> --branch ${branch} --commit <commit>`,
    );
  return stored.build;
}

const versionOf = ({ commit, branch, release }: Build): Version => ({
  ...{ type: "sha", name: commit },
  ...{ commit, branch, digest: release },
});

/** What the site of another stage has: as its record says, and as it serves. */
async function fromStage(request: SiteRequest, ports: ResolvePorts): Promise<Resolved> {
  const { line, stage, source, site } = request;
  if (source.kind !== "stage") throw new TypeError("the source is no stage");
  const from = line.stages.find(({ name }) => name === source.stage);
  const host = from && (source.sameClient && site ? sameClientAt(site.host, stage, from) : from.site?.host);
  if (!from || host === undefined) throw new TypeError(`${source.stage} is no stage with a site`);
  const stored = await siteRecords(ports.storeOf(from.place), from.name, host).read();
  const good = stored?.record.good[0];
  if (!stored || !good)
    throw new SiteInputError(
      `nothing was ever promoted to ${host} (${from.name}) with success. Promote to ${from.name} first.`,
    );
  const { version } = good;
  if (source.sameClient) await isOfBranch(request, from, host, version, ports);
  await servesIt(ports.servedAt(from.place), from, host, version, stored.record.latest.status === "in_progress");
  const held = heldVersion(stored.record);
  return { version, from: { kind: "stage", stage: from.name, site: host }, source: from, held };
}

/** The bytes that QA tested are those of the record; the site has to serve them, or somebody tested others. */
async function servesIt(
  served: Served,
  { name }: SiteStage,
  host: string,
  { digest, commit }: Version,
  isRunning: boolean,
): Promise<void> {
  const answer = await servedConfig(served, host);
  if (answer.kind === "fault")
    throw new SiteInputError(`${host} (${name}), where the version comes from, ${answer.why}.`);
  const { config } = answer;
  if (config.release === digest && config.commit === commit) return;
  const why = isRunning
    ? `It is being promoted: wait until that ended, or promote to ${name} again when it was killed.`
    : `Promote to ${name} again.`;
  throw new SiteInputError(
    `${host} (${name}) serves the commit ${config.commit.slice(0, 7)}, and its record says ${commit.slice(0, 7)}. ${why}`,
  );
}

/** Of a hot fix, the very commit that was tested: the branch must be the one that was named, and must not have moved. */
async function isOfBranch(
  { line, branch = "" }: SiteRequest,
  from: SiteStage,
  host: string,
  { branch: built, commit }: Version,
  ports: ResolvePorts,
): Promise<void> {
  const has = `${host} (${from.name}) has the commit ${commit.slice(0, 7)}`;
  if (built !== branch) throw new SiteInputError(`${has} of the branch ${built}, not of ${branch}.`);
  const build = await buildOf(branch, from, ports);
  const head = await ports.branchHead(line, branch);
  const again = `Deploy the branch to ${from.name}, and have QA test it there.`;
  if (head === undefined)
    throw new SiteInputError(
      `${has}, and the branch ${branch} is gone from ${line.repository.owner}/${line.repository.name}. ${again}`,
    );
  const moved = [head, build.commit].find((other) => other !== commit);
  if (moved !== undefined)
    throw new SiteInputError(`${has}, and the branch ${branch} moved on to ${moved.slice(0, 7)}. ${again}`);
}
