import { appendFileSync } from "node:fs";
import { interruptible } from "../../adapters/terraform/interruptible";
import type { SiteLine, SiteStage } from "../../model/sites";
import { lastSuccess } from "../../operations/promotion/approved-version";
import { clientHost } from "../../operations/sites/client-host";
import { outcomeMarkdown, outcomeText, type SiteOutcome } from "../../operations/sites/outcome";
import { promoteSite } from "../../operations/sites/promote-site";
import { commitProblem, rollbackTarget } from "../../operations/sites/rollback";
import { siteRecords } from "../../operations/sites/site-records";
import { promotedBy } from "../approving";
import { ExitCode, InputError } from "../failures";
import { print, printJson } from "../output";
import { openPlaces, type SiteWorld, sitePorts } from "../promoting";
import { siteLine, stageOf } from "../site-places";

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
  const open = openPlaces(options);
  return interruptible(async (signal) => {
    const place = open(stage.place);
    const stored = await siteRecords(place.store, stage.name, host).read();
    if (!stored) throw new InputError(`nothing was ever promoted to ${host}, so there is nothing to roll back to`);
    const entry = (await (await place.entries()).read(host))?.entry;
    const before = entry && { digest: entry.release, commit: entry.commit, settings: entry.settings };
    const { version, settings } = rollbackTarget(stored.record, before, options.to);
    // Which version is the one before depends on what the site has; one that is named is the same whatever happened.
    const held = options.to === undefined ? lastSuccess(stored.record) : undefined;
    const [source] = stage.sources;
    const by = options.dryRun || !source ? { actor: "nobody yet" } : await promotedBy(source, options, held);
    const what = { line: line.name, version, from: { kind: "rollback" }, by } as const;
    const outcome = { ...what, stage: stage.name, host, settings, before };
    if (options.dryRun) return tellOf({ ...outcome, kind: "planned" }, options);
    const waiting = { actor: by.actor, waitMinutes: options.wait, signal };
    const ports = await sitePorts({ stage, source: stage }, options, open, waiting);
    const { kind } = await promoteSite({ ...what, stage, host, settings }, ports);
    return tellOf({ ...outcome, kind }, options);
  });
}

function hostOf(line: SiteLine, stage: SiteStage, client: string | undefined): string {
  const { name, site, place } = stage;
  if (site && client === undefined) return site.host;
  if (site) throw new InputError(`${name} has one site, ${site.host}: it takes no client`);
  if (client !== undefined) return clientHost(line, stage, client);
  throw new InputError(`${name} has a site for each client. Say which: --client <client>.${place.suffix}`);
}

function tellOf(outcome: SiteOutcome, { json, summary, dryRun }: RollbackOptions): ExitCode {
  if (json) printJson({ format: 1, ...outcome });
  else print(outcomeText(outcome));
  if (summary !== undefined && !dryRun) appendFileSync(summary, outcomeMarkdown(outcome));
  return ExitCode.done;
}
