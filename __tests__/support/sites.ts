import { join } from "node:path";
import { readCatalogue } from "../../model/catalogue";
import type { SiteLine, SitePlace } from "../../model/sites";
import type { Attempt, PromotionRecord } from "../../operations/promotion/record";
import type { SiteEntry, SiteSettings } from "../../operations/sites/entry";
import type { FoundPlace } from "../../operations/sites/overview/listed-site";
import type { StoredEntry } from "../../operations/sites/ports";

/** The line of the example organisation: stages dev, uat, prod, client, rc; prod and client share a place. */
export function exampleLine(): SiteLine {
  const line = readCatalogue(join(__dirname, "..", "..", "catalogue")).siteLines.find(({ name }) => name === "qro");
  if (!line) throw new Error("the catalogue has no line qro");
  return line;
}

/** Where the sites of a stage are. */
export function placeOf({ stages }: SiteLine, stage: string): SitePlace {
  const found = stages.find(({ name }) => name === stage);
  if (!found) throw new Error(`there is no stage ${stage}`);
  return found.place;
}

/** Hexadecimal digits, of one or a few: those of a release, or of a commit. */
export const digest = (digits: string): string => digits.repeat(64).slice(0, 64);
export const commit = (digits: string): string => digits.repeat(40).slice(0, 40);

export const API = "https://s2.equipweb.biz/AmazingCafe/ordering/api";

/** An entry of a release that is named by a few digits. */
export const anEntry = (digits: string, more: Partial<SiteEntry> = {}): SiteEntry => ({
  release: digest(digits),
  commit: commit(digits),
  branch: "main",
  settings: { apiUrl: API },
  by: "ann",
  since: "2026-11-20T10:00:00Z",
  ...more,
});

/** What a store holds of a site. */
export const held = (host: string, entry: SiteEntry | undefined): StoredEntry => ({ host, text: "…", entry });

/** A place that was looked at. */
export const found = (place: SitePlace, more: Partial<FoundPlace> = {}): FoundPlace => ({
  place,
  entries: [],
  recorded: [],
  attempts: new Map(),
  unread: 0,
  ...more,
});

/** An attempt that succeeded to give a client's site the release of prod. */
export const anAttempt = (
  digits: string,
  more: Partial<Attempt<SiteSettings>> = {},
): Attempt<SiteSettings> & { readonly finishedAt: string } => ({
  id: `attempt-${digits}`,
  status: "succeeded",
  version: { type: "sha", name: commit(digits), commit: commit(digits), branch: "main", digest: digest(digits) },
  settings: { apiUrl: API },
  from: { kind: "stage", stage: "prod", site: "edgecafe.qro.equipweb.biz" },
  actor: "ann",
  startedAt: "2026-11-20T10:00:00.000Z",
  finishedAt: "2026-11-20T10:00:09.000Z",
  ...more,
});

/** One that runs, or was killed. */
export function begun(digits: string): Attempt<SiteSettings> {
  const { finishedAt: _, ...attempt } = anAttempt(digits);
  return { ...attempt, status: "in_progress" };
}

export const failed = (digits: string): Attempt<SiteSettings> =>
  anAttempt(digits, { status: "failed", reason: "the site answered an HTML page where its version was expected." });

export const CLIENT = "amazingcafe.qro.equipweb.biz";

/** The record of a client's site. */
export const aRecord = (
  latest: Attempt<SiteSettings>,
  good: readonly Attempt<SiteSettings>[] = [],
  site = CLIENT,
): PromotionRecord<SiteSettings> => ({ format: 1, application: "qro", stage: "client", site, latest, good });
