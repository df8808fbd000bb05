import { appendFileSync } from "node:fs";
import { interruptible } from "../adapters/terraform/interruptible";
import type { VersionSource } from "../model/delivery";
import type { SiteStage } from "../model/sites";
import { isPointedTo } from "../operations/promotion/target";
import { inWords } from "../operations/records/lease-record";
import { servingOf } from "../operations/sites/entry";
import { lockKey } from "../operations/sites/keys";
import { holderNow } from "../operations/sites/last-attempt";
import {
  type ClientsOutcome,
  failureMarkdown,
  outcomeMarkdown,
  outcomeText,
  type SiteOutcome,
} from "../operations/sites/outcome";
import type { PromotedBy } from "../operations/sites/promote-site";
import { print, printJson } from "./output";
import type { OpenPlace } from "./site-places";

/** Whoever would do what is only planned. */
export const NOBODY: PromotedBy = { actor: "nobody yet" };

/** What would be done to a site, and what would stand in its way. */
export async function plannedFor(
  what: Omit<SiteOutcome, "kind" | "before" | "notes">,
  stage: SiteStage,
  { approvers }: Pick<VersionSource, "approvers">,
  { store, entries }: OpenPlace,
): Promise<SiteOutcome> {
  const { host } = what;
  const entry = (await (await entries()).read(host))?.entry;
  const before = entry && servingOf(entry);
  const holder = await holderNow(store, lockKey(stage.name, host), new Date());
  const notes = [
    ...(before && isPointedTo(before, what) ? ["It serves exactly this already, and would be read back."] : []),
    ...(approvers.length > 0 ? [`Somebody has to approve it: ${approvers.join(", ")}.`] : []),
    ...(holder ? [`${inWords(holder)} holds the lock of the site now, and would have to end first.`] : []),
  ];
  return { ...what, kind: "planned", before, notes };
}

/** Says what came of it, where it is asked for. */
export function tellOutcome(
  outcome: SiteOutcome | ClientsOutcome,
  { json, summary, dryRun }: { readonly json: boolean; readonly summary?: string; readonly dryRun: boolean },
): void {
  if (json) printJson({ format: 1, ...outcome });
  else print(outcomeText(outcome));
  if (summary !== undefined && !dryRun) appendFileSync(summary, outcomeMarkdown(outcome));
}

/**
 * Does the work of a command until a signal ends it. What fails is in the job summary, too: whoever looks at the run sees there
 * why nothing came of it.
 */
export async function toldOnFailure<T>(
  { what, summary, dryRun }: { readonly what: string; readonly summary?: string; readonly dryRun: boolean },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await interruptible(work);
  } catch (error) {
    if (summary !== undefined && !dryRun)
      appendFileSync(summary, failureMarkdown(what, error instanceof Error ? error.message : String(error)));
    throw error;
  }
}
