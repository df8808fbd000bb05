import { apiUrlProblem } from "../../model/api-url";
import type { SiteLine, SiteStage } from "../../model/sites";
import { inTurn } from "../in-turn";
import { type Promoted, PromotionRefusal } from "../promotion/promote";
import { LeaseError } from "../records/lease-record";
import { RecordError } from "../records/object-store";
import { isOfStage } from "./client-host";
import type { SiteEntry, SiteSettings } from "./entry";
import { SiteInputError } from "./input-error";
import type { StoredEntry } from "./ports";
import type { SitePromotion } from "./promote-site";

/** A client's site, and the settings that it has. */
export interface Client {
  readonly host: string;
  readonly settings: SiteSettings;
}

/** What became of one site. */
export type ClientOutcome =
  | { readonly host: string; readonly kind: "promoted" | "unchanged" }
  | { readonly host: string; readonly kind: "failed"; readonly reason: string }
  /** Not begun, for a reason that is this site's alone. */
  | { readonly host: string; readonly kind: "refused"; readonly reason: string }
  /** The first one failed, so nobody else got what it could not be given. */
  | { readonly host: string; readonly kind: "left" };

export interface ClientsPorts {
  readonly promoteOne: (promotion: SitePromotion) => Promise<Pick<Promoted<SiteSettings>, "kind">>;
  readonly progress: (done: number, outcome: ClientOutcome) => void;
  readonly signal: AbortSignal;
  /** How many at once. */
  readonly parallel: number;
}

/**
 * The clients among the entries of a stage's store, sorted: every site of one label under its suffix that is no stage's own.
 * Whatever else somebody wrote there is nobody's client, and is not asked for at its host either.
 */
export function clientsIn(
  entries: readonly StoredEntry[],
  line: SiteLine,
  stage: SiteStage,
): { readonly clients: readonly Client[]; readonly damaged: readonly string[] } {
  const own = new Set(line.stages.flatMap(({ site }) => site?.host ?? []));
  const sites = entries.filter(({ host }) => isOfStage(host, stage) && !own.has(host));
  const isUsable = (entry: SiteEntry | undefined): entry is SiteEntry =>
    entry !== undefined && apiUrlProblem(entry.settings.apiUrl) === undefined;
  return {
    clients: sites.flatMap(({ host, entry }) => (isUsable(entry) ? [{ host, settings: entry.settings }] : [])),
    damaged: sites.flatMap(({ host, entry }) => (isUsable(entry) ? [] : [host])),
  };
}

/**
 * Gives every client the same version: one first, and the others once that one serves it. One that is refused for a reason of
 * its own does not count as the first. What fails for one of them stops no other after that; the same call again finishes what is left.
 */
export async function promoteClients(
  clients: readonly Client[],
  promotion: Omit<SitePromotion, "host" | "settings">,
  { promoteOne, progress, signal, parallel }: ClientsPorts,
): Promise<readonly ClientOutcome[]> {
  let done = 0;
  async function outcomeOf({ host, settings }: Client): Promise<ClientOutcome> {
    signal.throwIfAborted();
    const outcome: ClientOutcome = await promoteOne({ ...promotion, host, settings }).then(
      ({ kind }) => ({ host, kind }),
      (error: unknown) => ({
        host,
        kind: isOfSite(error) ? "refused" : "failed",
        reason: error instanceof Error ? error.message : String(error),
      }),
    );
    done += 1;
    progress(done, outcome);
    return outcome;
  }
  const outcomes: ClientOutcome[] = [];
  for (const [index, client] of clients.entries()) {
    const outcome = await outcomeOf(client);
    outcomes.push(outcome);
    if (outcome.kind === "refused") continue;
    const others = clients.slice(index + 1);
    if (outcome.kind !== "failed") return [...outcomes, ...(await inTurn(others, parallel, outcomeOf))];
    return [...outcomes, ...others.map(({ host }) => ({ host, kind: "left" }) as const)];
  }
  return outcomes;
}

/** What stands in the way of one site, and says nothing of the version: its lock, its record, what it had before. */
const isOfSite = (error: unknown): boolean =>
  error instanceof PromotionRefusal ||
  error instanceof SiteInputError ||
  error instanceof RecordError ||
  (error instanceof LeaseError && error.kind === "held");
