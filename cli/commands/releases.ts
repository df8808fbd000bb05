import { nearest } from "../../model/nearest";
import type { SiteLine, SiteStage } from "../../model/sites";
import { clientHost } from "../../operations/sites/client-host";
import { historyOf } from "../../operations/sites/history";
import { historyJson, releasesJson } from "../../operations/sites/history-json";
import { pastRows, releaseRows, stateLines } from "../../operations/sites/history-wording";
import { readRecord } from "../../operations/sites/last-attempt";
import { listSites } from "../../operations/sites/overview/list-sites";
import { recordedNames } from "../../operations/sites/overview/look-at-place";
import { stageReleases } from "../../operations/sites/stage-releases";
import { ExitCode, InputError } from "../failures";
import { print, printJson, table, tell } from "../output";
import { type OpenPlace, siteLine, sitePlace, stageOf } from "../site-places";

export interface ReleasesOptions {
  readonly catalogue: string;
  readonly endpoint?: string;
  readonly client?: string;
  readonly json: boolean;
}

/** Says what became of a site; without a client, at a stage that has one for each, which releases there are. Writes nothing. */
export async function releases(lineName: string, stageName: string, options: ReleasesOptions): Promise<ExitCode> {
  const { catalogue, endpoint, client, json } = options;
  const line = siteLine(catalogue, lineName);
  const stage = stageOf(line, stageName);
  if (stage.site && client !== undefined)
    throw new InputError(`the stage ${stage.name} has one site, ${stage.site.host}. Leave out --client.`);
  const host = client === undefined ? stage.site?.host : clientHost(line, stage, client);
  const place = sitePlace(stage.place, { endpoint });
  return host === undefined ? ofStage(line, stage, place, json) : ofSite(line, stage, host, place, json);
}

async function ofSite(
  line: SiteLine,
  stage: SiteStage,
  host: string,
  { store, entries }: OpenPlace,
  json: boolean,
): Promise<ExitCode> {
  const all = await entries();
  const read = await readRecord(store, stage.name, host, new Date());
  const stored = await all.read(host);
  if (!stored && !read.record && !stage.site) {
    const known = (await all.list()).map((one) => one.host);
    const near = nearest(host, known);
    tell(
      `No release was ever promoted to ${host}. ${near === undefined ? `\`infra sites ${line.name}\` lists the sites.` : `Did you mean "${near}"?`}`,
    );
    return ExitCode.failed;
  }
  const history = historyOf({ line: line.name, stage: stage.name, host, stored, ...read });
  if (json) printJson(historyJson(history));
  else print([...stateLines(history), ...(history.good.length > 0 ? ["", table(pastRows(history))] : [])].join("\n"));
  return ExitCode.done;
}

async function ofStage(
  line: SiteLine,
  stage: SiteStage,
  { store, entries }: OpenPlace,
  json: boolean,
): Promise<ExitCode> {
  const known = await entries();
  const [served, manifests, records] = await Promise.all([
    known.list(),
    store.list("manifests/"),
    store.list("records/"),
  ]);
  const found = {
    place: stage.place,
    entries: served,
    recorded: recordedNames(records),
    attempts: new Map(),
    unread: 0,
  };
  const sites = listSites(line, [found]).filter((site) => site.stage === stage.name);
  const all = stageReleases(manifests, sites);
  if (json) printJson(releasesJson(line.name, stage.name, all));
  else if (all.length === 0) tell(`There is no release at ${line.name} ${stage.name} yet.`);
  else print(table(releaseRows(all)));
  return ExitCode.done;
}
