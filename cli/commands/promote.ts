import { appendFileSync } from "node:fs";
import { interruptible } from "../../adapters/terraform/interruptible";
import type { SitePlace } from "../../model/sites";
import { refuseOlder } from "../../operations/promotion/promote";
import {
  type ClientsOutcome,
  isDone,
  outcomeMarkdown,
  outcomeText,
  type Promotion,
  type SiteOutcome,
} from "../../operations/sites/outcome";
import { clientsIn, promoteClients } from "../../operations/sites/promote-clients";
import { promoteSite } from "../../operations/sites/promote-site";
import { type RequestedSite, requested, type SiteRequest } from "../../operations/sites/request";
import { type Resolved, resolveVersion } from "../../operations/sites/resolve-version";
import { siteRecords } from "../../operations/sites/site-records";
import { promotedBy } from "../approving";
import { ExitCode, InputError } from "../failures";
import { print, printJson, tell } from "../output";
import { openPlaces, ownHosts, resolvePorts, type SiteWorld, sitePorts } from "../promoting";
import { type OpenPlace, siteLine, stageOf } from "../site-places";

export interface PromoteOptions extends SiteWorld {
  readonly catalogue: string;
  readonly client?: string;
  readonly apiUrl?: string;
  readonly branch?: string;
  readonly from?: string;
  readonly all: boolean;
  readonly commit?: string;
  readonly older: boolean;
  readonly by?: string;
  readonly approvedBy?: string;
  readonly checkInputs: boolean;
  readonly dryRun: boolean;
  readonly wait: number;
  readonly parallel: number;
  readonly summary?: string;
  readonly json: boolean;
}

/** What every step of a promotion needs. */
interface Job {
  readonly request: SiteRequest;
  readonly resolved: Resolved;
  readonly promotion: Promotion;
  readonly options: PromoteOptions;
  readonly open: (place: SitePlace) => OpenPlace;
  readonly signal: AbortSignal;
}

/** Gives a stage of a line the version of the stage before, or of a branch. */
export async function promote(lineName: string, stageName: string, options: PromoteOptions): Promise<ExitCode> {
  const line = siteLine(options.catalogue, lineName);
  const request = requested(line, stageOf(line, stageName), options);
  const { stage, source } = request;
  if (source.warning !== undefined) tell(`Warning: ${source.warning}`);
  if (options.checkInputs) {
    print(`${stage.name} of ${line.name}: the inputs will do.`);
    return ExitCode.done;
  }
  const open = openPlaces(options);
  return interruptible(async (signal) => {
    const resolved = await resolveVersion(request, options.commit, resolvePorts(options, open));
    const by = options.dryRun ? { actor: "nobody yet" } : await promotedBy(source, options, resolved.held);
    const promotion: Promotion = {
      ...{ line: line.name, stage: stage.name, version: resolved.version, from: resolved.from, by },
      ...(source.warning !== undefined && { warning: source.warning }),
    };
    const job = { request, resolved, promotion, options, open, signal };
    const outcome = await (request.site ? toSite(job, request.site) : toClients(job));
    if (options.json) printJson({ format: 1, ...outcome });
    else print(outcomeText(outcome));
    if (options.summary !== undefined && !options.dryRun) appendFileSync(options.summary, outcomeMarkdown(outcome));
    return options.dryRun || isDone(outcome) ? ExitCode.done : ExitCode.failed;
  });
}

async function toSite(job: Job, { host, settings }: RequestedSite): Promise<SiteOutcome> {
  const { request, resolved, promotion, options, open, signal } = job;
  const { line, stage } = request;
  const { version, from } = resolved;
  if (options.dryRun) {
    const place = open(stage.place);
    const stored = await siteRecords(place.store, stage.name, host).read();
    if (stored && !options.older) refuseOlder(stored.record, resolved);
    const entry = (await (await place.entries()).read(host))?.entry;
    const before = entry && { digest: entry.release, commit: entry.commit, settings: entry.settings };
    return { ...promotion, kind: "planned", host, settings, before };
  }
  const ports = await sitePorts({ stage, source: resolved.source }, options, open, portsOptions(job, signal));
  const wanted = { line: line.name, stage, host, version, settings, from, by: promotion.by, older: options.older };
  const { kind, before } = await promoteSite(wanted, ports);
  return { ...promotion, kind, host, settings, before };
}

async function toClients(job: Job): Promise<ClientsOutcome> {
  const { request, resolved, promotion, options, open, signal } = job;
  const { line, stage } = request;
  const entries = await (await open(stage.place).entries()).list();
  const { clients, damaged } = clientsIn(entries, ownHosts(line));
  if (clients.length + damaged.length === 0) throw new InputError(`${stage.name} of ${line.name} has no clients yet`);
  const counted = { clients: clients.length, damaged };
  if (options.dryRun) return { ...promotion, ...counted, kind: "planned-clients", outcomes: [] };
  const seen = { ...portsOptions(job, signal), seen: entries };
  const ports = await sitePorts({ stage, source: resolved.source }, options, open, seen);
  const { version, from } = resolved;
  const each = { line: line.name, stage, version, from, by: promotion.by, older: options.older };
  const outcomes = await promoteClients(clients, each, {
    promoteOne: (one) => promoteSite(one, ports),
    progress: (done, { host, kind }) =>
      tell(`[${done}/${clients.length}] ${host}: ${kind === "failed" ? "FAILED" : kind}`),
    signal,
    parallel: options.parallel,
  });
  return { ...promotion, ...counted, kind: "clients", outcomes };
}

const portsOptions = ({ promotion, options }: Job, signal: AbortSignal) => ({
  actor: promotion.by.actor,
  waitMinutes: options.wait,
  signal,
});
