import type { SitePlace } from "../../model/sites";
import { refuseOlder } from "../../operations/promotion/promote";
import type { Destination } from "../../operations/promotion/target";
import type { SiteSettings } from "../../operations/sites/entry";
import { type ClientsOutcome, isDone, type Promotion, type SiteOutcome } from "../../operations/sites/outcome";
import { clientsIn, promoteClients } from "../../operations/sites/promote-clients";
import { promoteSite, type SitePromotion } from "../../operations/sites/promote-site";
import type { Readiness } from "../../operations/sites/readiness";
import { type RequestedSite, requested, type SiteRequest } from "../../operations/sites/request";
import { type Resolved, resolveVersion } from "../../operations/sites/resolve-version";
import { siteRecords } from "../../operations/sites/site-records";
import { promotedBy } from "../approving";
import { ExitCode, InputError } from "../failures";
import { print, tell } from "../output";
import { demandStage, openPlaces, readiness, resolvePorts, type SiteWorld, sitePorts } from "../promoting";
import { NOBODY, plannedFor, tellOutcome, toldOnFailure } from "../promotion-outcome";
import { type OpenPlace, siteLine, stageOf } from "../site-places";
import { mustBeWritable } from "../text-files";

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
  readonly fits: Readiness;
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
  mustBeWritable([options.summary], []);
  const open = openPlaces(options);
  const site = request.site?.host ?? "every client";
  return toldOnFailure({ what: `infra promote ${line.name} ${stage.name}: ${site}`, ...options }, async (signal) => {
    await demandStage(stage, options);
    const resolved = await resolveVersion(request, options.commit, resolvePorts(options, open));
    const by = options.dryRun ? NOBODY : await promotedBy(source, options, resolved.held);
    const promotion: Promotion = {
      ...{ line: line.name, stage: stage.name, version: resolved.version, from: resolved.from, by },
      ...(source.warning !== undefined && { warning: source.warning }),
    };
    const way = { stage, source: resolved.source };
    const fits = await readiness(way, resolved.version.digest, open);
    const job = { request, resolved, promotion, fits, options, open, signal };
    const outcome = await (request.site ? toSite(job, request.site) : toClients(job));
    tellOutcome(outcome, options);
    return options.dryRun || isDone(outcome) ? ExitCode.done : ExitCode.failed;
  });
}

async function toSite(job: Job, { host, settings }: RequestedSite): Promise<SiteOutcome> {
  const { request, resolved, promotion, fits, options, open, signal } = job;
  const { line, stage, source } = request;
  const { version, from } = resolved;
  fits(host, destinationOf(promotion, settings));
  if (options.dryRun) {
    const place = open(stage.place);
    const stored = await siteRecords(place.store, stage.name, host).read();
    if (stored && !options.older) refuseOlder(stored.record, resolved);
    return plannedFor({ ...promotion, host, settings }, stage, source, place);
  }
  const ports = await sitePorts({ stage, source: resolved.source }, options, open, portsOptions(job, signal));
  const wanted = { line: line.name, stage, host, version, settings, from, by: promotion.by, older: options.older };
  const { kind, before } = await promoteSite(wanted, ports);
  return { ...promotion, kind, host, settings, before };
}

async function toClients(job: Job): Promise<ClientsOutcome> {
  const { request, resolved, promotion, fits, options, open, signal } = job;
  const { line, stage } = request;
  const place = open(stage.place);
  const entries = await (await place.entries()).list();
  const { clients, damaged } = clientsIn(entries, line, stage);
  const all = clients.length + damaged.length;
  if (all === 0) throw new InputError(`${stage.name} of ${line.name} has no clients yet. Promote to one by its name.`);
  const { version, from } = resolved;
  const each = { line: line.name, stage, version, from, by: promotion.by, older: options.older };
  const { parallel } = options;
  if (options.dryRun) {
    const promoteOne = ({ host, settings }: SitePromotion) => planned(job, host, settings);
    const outcomes = await promoteClients(clients, each, { promoteOne, progress: () => undefined, signal, parallel });
    const refused = outcomes.filter((one) => "reason" in one);
    return { ...promotion, kind: "planned-clients", clients: all, damaged, outcomes: refused };
  }
  const seen = { ...portsOptions(job, signal), seen: entries };
  const ports = await sitePorts({ stage, source: resolved.source }, options, open, seen);
  const outcomes = await promoteClients(clients, each, {
    promoteOne: async (one) => {
      fits(one.host, destinationOf(promotion, one.settings));
      return promoteSite(one, ports);
    },
    progress: (done, { host, kind }) =>
      tell(
        `[${done}/${clients.length}] ${host}: ${kind === "failed" || kind === "refused" ? kind.toUpperCase() : kind}`,
      ),
    signal,
    parallel,
  });
  return { ...promotion, kind: "clients", clients: all, damaged, outcomes };
}

/** What would refuse one of many clients, refuses it here. */
async function planned(
  { request, resolved, promotion, fits, options, open }: Job,
  host: string,
  settings: SiteSettings,
) {
  const { stage } = request;
  fits(host, destinationOf(promotion, settings));
  const stored = await siteRecords(open(stage.place).store, stage.name, host).read();
  if (stored && !options.older) refuseOlder(stored.record, resolved);
  return { kind: "promoted" } as const;
}

const destinationOf = ({ version, by }: Promotion, settings: SiteSettings): Destination<SiteSettings> => ({
  ...{ version, settings, actor: by.actor, at: new Date().toISOString() },
});

const portsOptions = ({ promotion, options }: Job, signal: AbortSignal) => ({
  actor: promotion.by.actor,
  waitMinutes: options.wait,
  signal,
});
