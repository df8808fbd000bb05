import type { SiteLine, SiteStage } from "../../model/sites";
import { lastSuccess } from "../../operations/promotion/approved-version";
import { clientHost } from "../../operations/sites/client-host";
import { servingOf } from "../../operations/sites/entry";
import { promoteSite } from "../../operations/sites/promote-site";
import { commitProblem, rollbackTarget, rolledBackTwice } from "../../operations/sites/rollback";
import { siteRecords } from "../../operations/sites/site-records";
import { promotedBy } from "../approving";
import { ExitCode, InputError } from "../failures";
import { print, tell } from "../output";
import { demandStage, openPlaces, readiness, type SiteWorld, sitePorts } from "../promoting";
import { NOBODY, plannedFor, tellOutcome, toldOnFailure } from "../promotion-outcome";
import { siteLine, stageOf } from "../site-places";
import { mustBeWritable } from "../text-files";

export interface RollbackOptions extends SiteWorld {
  readonly catalogue: string;
  readonly client?: string;
  readonly to?: string;
  readonly by?: string;
  readonly approvedBy?: string;
  readonly checkInputs: boolean;
  readonly dryRun: boolean;
  readonly wait: number;
  readonly summary?: string;
  readonly json: boolean;
}

/** Gives a site back what it had before, release and settings together, from its record. */
export async function rollback(lineName: string, stageName: string, options: RollbackOptions): Promise<ExitCode> {
  const line = siteLine(options.catalogue, lineName);
  const stage = stageOf(line, stageName);
  const host = hostOf(line, stage, options.client);
  const problem = options.to === undefined ? undefined : commitProblem(options.to);
  if (problem !== undefined) throw new InputError(problem);
  if (options.checkInputs) {
    print(`${stage.name} of ${line.name}: the inputs will do.`);
    return ExitCode.done;
  }
  mustBeWritable([options.summary], []);
  const open = openPlaces(options);
  const failing = { what: `infra rollback ${line.name} ${stage.name}: ${host}`, ...options };
  return toldOnFailure(failing, async (signal) => {
    await demandStage(stage, options);
    const place = open(stage.place);
    const stored = await siteRecords(place.store, stage.name, host).read();
    if (!stored) throw new InputError(`nothing was ever promoted to ${host}, so there is nothing to roll back to`);
    const entry = (await (await place.entries()).read(host))?.entry;
    const before = entry && servingOf(entry);
    const { version, settings } = rollbackTarget(stored.record, before, options.to);
    const twice = options.to === undefined ? rolledBackTwice(stored.record) : undefined;
    if (twice !== undefined) tell(`Warning: ${twice}`);
    // Which version is the one before depends on what the site has; one that is named is the same whatever happened.
    const held = options.to === undefined ? lastSuccess(stored.record) : undefined;
    const after = options.to === undefined ? stored.record.good[0]?.id : undefined;
    const [source] = stage.sources;
    const by = options.dryRun || !source ? NOBODY : await promotedBy(source, options, held);
    const what = { line: line.name, version, from: { kind: "rollback" }, by } as const;
    const fits = await readiness({ stage, source: stage }, version.digest, open);
    fits(host, { version, settings, actor: by.actor, at: new Date().toISOString() });
    const outcome = { ...what, stage: stage.name, host, settings };
    if (options.dryRun) {
      tellOutcome(await plannedFor(outcome, stage, source ?? { approvers: [] }, place), options);
      return ExitCode.done;
    }
    const waiting = { actor: by.actor, waitMinutes: options.wait, signal };
    const ports = await sitePorts({ stage, source: stage }, options, open, waiting);
    const chosen = after === undefined ? {} : { after };
    const { kind } = await promoteSite({ ...what, stage, host, settings, ...chosen }, ports);
    tellOutcome({ ...outcome, kind, before }, options);
    return ExitCode.done;
  });
}

function hostOf(line: SiteLine, stage: SiteStage, client: string | undefined): string {
  const { name, site } = stage;
  if (site && client === undefined) return site.host;
  if (site) throw new InputError(`${name} has one site, ${site.host}: it takes no client`);
  return clientHost(line, stage, client);
}
