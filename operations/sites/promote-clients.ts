import { inTurn } from "../in-turn";
import type { Promoted } from "../promotion/promote";
import type { SiteSettings } from "./entry";
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
  /** The first one failed, so nobody else got what it could not be given. */
  | { readonly host: string; readonly kind: "left" };

export interface ClientsPorts {
  readonly promoteOne: (promotion: SitePromotion) => Promise<Promoted<SiteSettings>>;
  readonly progress: (done: number, outcome: ClientOutcome) => void;
  readonly signal: AbortSignal;
  /** How many at once. */
  readonly parallel: number;
}

/**
 * The clients among the entries of a stage's store, sorted: every site under its suffix that is no stage's own.
 *
 * @param own Hosts of the stages' own sites.
 */
export const clientsIn = (
  entries: readonly StoredEntry[],
  own: readonly string[],
): { readonly clients: readonly Client[]; readonly damaged: readonly string[] } => {
  const sites = entries.filter(({ host }) => !own.includes(host));
  return {
    clients: sites.flatMap(({ host, entry }) => (entry ? [{ host, settings: entry.settings }] : [])),
    damaged: sites.flatMap(({ host, entry }) => (entry ? [] : [host])),
  };
};

/**
 * Gives every client the same version: one first, and the others once that one serves it. What fails for one of them stops no
 * other; the same call again finishes what is left.
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
      (error: unknown) => ({ host, kind: "failed", reason: error instanceof Error ? error.message : String(error) }),
    );
    done += 1;
    progress(done, outcome);
    return outcome;
  }
  const [first, ...others] = clients;
  if (!first) return [];
  const canary = await outcomeOf(first);
  if (canary.kind === "failed") return [canary, ...others.map(({ host }) => ({ host, kind: "left" }) as const)];
  return [canary, ...(await inTurn(others, parallel, outcomeOf))];
}
