import { apiUrlProblem, normalApiUrl } from "../../model/api-url";
import type { BranchSource, StageSource, VersionSource } from "../../model/delivery";
import { suggestion } from "../../model/nearest";
import type { SiteLine, SiteStage } from "../../model/sites";
import { branchFault, isSameBranch } from "./branch-name";
import { clientHost, quoted } from "./client-host";
import type { SiteSettings } from "./entry";
import { SiteInputError } from "./input-error";

/** What somebody typed. */
export interface Words {
  readonly client?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly branch?: string | undefined;
  /** Name of the stage that the version comes from, where it is not the first of the stage's sources. */
  readonly from?: string | undefined;
  /** Whether every client that there is gets it. */
  readonly all?: boolean | undefined;
}

/** Which site is to get a version, and from where. */
export interface SiteRequest {
  readonly line: SiteLine;
  readonly stage: SiteStage;
  readonly source: VersionSource;
  /** The site, and its settings; undefined where every client's site is meant, each with the settings that it has. */
  readonly site: RequestedSite | undefined;
  /** The branch that the version was built from; undefined where another stage says it. */
  readonly branch: string | undefined;
}

export interface RequestedSite {
  readonly host: string;
  readonly settings: SiteSettings;
}

/**
 * What is asked for, checked against the catalogue alone: nothing is read of AWS or of GitHub.
 *
 * @throws SiteInputError with the first thing that will not do.
 */
export function requested(line: SiteLine, stage: SiteStage, words: Words): SiteRequest {
  const source = sourceOf(stage, words.from);
  return {
    line,
    stage,
    source,
    site: siteOf(line, stage, source, words),
    branch: branchOf(line, source, words.branch),
  };
}

function sourceOf({ name, sources }: SiteStage, from: string | undefined): VersionSource {
  const [first] = sources;
  const found = from === undefined ? first : sources.find((source) => source.kind === "stage" && source.stage === from);
  if (found) return found;
  const known = sources.flatMap((source) => (source.kind === "stage" ? [source.stage] : []));
  const fix = known.length === 0 ? "It takes what was built of a branch." : suggestion(from ?? "", known);
  throw new SiteInputError(`${name} takes no version from ${quoted(from ?? "")}. ${fix}`);
}

function siteOf(
  line: SiteLine,
  stage: SiteStage,
  source: VersionSource,
  { client, apiUrl, all }: Words,
): RequestedSite | undefined {
  const { name, site } = stage;
  if (site) {
    if (client !== undefined || apiUrl !== undefined || all)
      throw new SiteInputError(
        `${name} has one site, ${site.host}: it takes no client, and no API URL but the catalogue's.`,
      );
    return { host: site.host, settings: { apiUrl: normalApiUrl(site.apiUrl) } };
  }
  if (all) return everyClient(stage, source, client ?? apiUrl);
  const host = clientHost(line, stage, client);
  if (apiUrl === undefined)
    throw new SiteInputError(`${host} needs to know its API. Say where it is: --api-url https://…`);
  const problem = apiUrlProblem(apiUrl);
  if (problem !== undefined) throw new SiteInputError(`the API URL ${quoted(apiUrl)} will not do: ${problem}.`);
  return { host, settings: { apiUrl: normalApiUrl(apiUrl) } };
}

function everyClient(stage: SiteStage, source: VersionSource, other: string | undefined): undefined {
  if (other !== undefined)
    throw new SiteInputError("--all is every client with the settings that it has: leave --client and --api-url out.");
  if (source.kind !== "stage" || source.sameClient)
    throw new SiteInputError(`${stage.name} gets a version for one client at a time this way: name it with --client.`);
}

function branchOf(line: SiteLine, source: VersionSource, branch: string | undefined): string | undefined {
  const from = branchSourceOf(line, source);
  if (!from) {
    if (branch === undefined) return undefined;
    throw new SiteInputError(
      `the version is the one that ${(source as StageSource).stage} has, whatever its branch: leave --branch out.`,
    );
  }
  const only = "only" in from.branches ? from.branches.only : undefined;
  const name = branch ?? only;
  if (name === undefined) throw new SiteInputError("the version is built from a branch. Say which: --branch <name>");
  const fault = branchFault(name);
  if (fault !== undefined) throw new SiteInputError(`${quoted(name)} is no name of a branch: ${fault}.`);
  if (only !== undefined && name !== only)
    throw new SiteInputError(`the branch ${quoted(name)} is not ${only}, which alone is built for this stage.`);
  const excepted =
    "except" in from.branches ? from.branches.except.find((other) => isSameBranch(other, name)) : undefined;
  if (excepted !== undefined)
    throw new SiteInputError(
      `the branch ${quoted(name)} means ${excepted}, which goes the normal way, from stage to stage. Name the branch of the hot fix.`,
    );
  return name;
}

/** The branches that a version may come from; undefined where another stage has chosen it already. */
export function branchSourceOf(line: SiteLine, source: VersionSource): BranchSource | undefined {
  if (source.kind === "branch") return source;
  if (!source.sameClient) return undefined;
  const from = line.stages.find(({ name }) => name === source.stage);
  return from?.sources.find((each) => each.kind === "branch");
}
