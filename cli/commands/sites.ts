import { writeWhole } from "../../adapters/files";
import { nearest, suggestion } from "../../model/nearest";
import type { SiteLine } from "../../model/sites";
import { quoted } from "../../operations/sites/client-host";
import { toHtml } from "../../operations/sites/overview/html/to-html";
import type { SitesOverview } from "../../operations/sites/overview/listed-site";
import { lookAtSites } from "../../operations/sites/overview/look-at-sites";
import { toJson } from "../../operations/sites/overview/to-json";
import { toRows } from "../../operations/sites/overview/to-table";
import { problemText, summaryText, unreadText } from "../../operations/sites/overview/wording";
import { ExitCode, InputError } from "../failures";
import { print, printJson, table, tell } from "../output";
import { isNotDeployed, siteLine, siteLines, sitePlace, stageOf } from "../site-places";
import { mustBeWritable } from "../text-files";

export interface SitesOptions {
  readonly catalogue: string;
  readonly endpoint?: string;
  readonly stage?: string;
  readonly client?: string;
  readonly attempts: boolean;
  readonly page?: string;
  readonly json: boolean;
}

/** Lists the sites of a line, or of all: what each serves, and what somebody should know. Writes nothing but the page. */
export async function sites(name: string | undefined, options: SitesOptions): Promise<ExitCode> {
  const { catalogue, endpoint, stage, client, attempts, page, json } = options;
  const lines = name === undefined ? siteLines(catalogue) : [siteLine(catalogue, name)];
  mustHaveStage(lines, stage);
  mustBeWritable([page], []);
  const now = new Date();
  const overview = await lookAtSites(lines, {
    open: (place) => sitePlace(place, { endpoint }),
    isNotDeployed,
    now,
    selection: { ...(stage !== undefined && { stage }), ...(client !== undefined && { client }) },
    attempts,
  });
  if (page !== undefined) await writeWhole(page, toHtml(overview, now));
  if (json) printJson(toJson(overview));
  else if (page === undefined) printTable(overview);
  if (page !== undefined) tell(`The page is ${page}.`);
  for (const problem of overview.problems) tell(problemText(problem));
  const isFound = client === undefined || overview.sites.length > 0;
  if (!isFound) tell(missingText(client, overview));
  return isFound && overview.problems.every(({ kind }) => kind === "not-deployed") ? ExitCode.done : ExitCode.failed;
}

function printTable(overview: SitesOverview): void {
  if (overview.lines.length === 0) tell("The catalogue has no line of sites.");
  if (overview.lines.length > 0 && overview.sites.length === 0 && overview.selection.client === undefined)
    tell("No site was found.");
  if (overview.sites.length === 0) return;
  print(table(toRows(overview)));
  tell(summaryText(overview));
  const unread = unreadText(overview);
  if (unread !== undefined) tell(unread);
}

function missingText(client: string, { clients, problems }: SitesOverview): string {
  if (problems.some(({ kind }) => kind === "unreadable"))
    return `No site of ${quoted(client)} was found, but not everything could be looked at.`;
  const near = nearest(client, clients);
  const hint = near === undefined ? "`infra sites` lists them." : `Did you mean "${near}"?`;
  return `There is no site of ${quoted(client)}. ${hint}`;
}

/** @throws InputError when no line has the stage. */
function mustHaveStage(lines: readonly SiteLine[], stage: string | undefined): void {
  const [only] = lines;
  if (stage === undefined || !only) return;
  if (lines.length === 1) stageOf(only, stage);
  const known = [...new Set(lines.flatMap(({ stages }) => stages.map((one) => one.name)))];
  if (!known.includes(stage))
    throw new InputError(`no line of sites has a stage ${quoted(stage)}. ${suggestion(stage, known)}`);
}
