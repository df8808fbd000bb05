import type { DriftEntry, IgnoredDriftEntry } from "./entries/drift";
import type { Entry } from "./entries/read";
import { error, type Position, type Problem } from "./problems";

/** Something that may differ from what was deployed, and where the catalogue says so. */
export interface IgnoredDrift extends IgnoredDriftEntry {
  readonly at: Position;
}

/** What `drift.yaml` leaves out, in its order. */
export const ignoredDriftIn = (
  entry: Pick<Entry<"drift">, "at"> & { readonly value: DriftEntry },
): readonly IgnoredDrift[] =>
  entry.value.ignore.map((ignored, index) => ({ ...ignored, at: entry.at("ignore", index) }));

/**
 * Whether an entry no longer holds.
 *
 * @param today As `2026-12-31`.
 */
export const hasEnded = ({ until }: Pick<IgnoredDriftEntry, "until">, today: string): boolean => until < today;

/**
 * The entries that no longer hold, as problems. Not a part of reading the catalogue: what is synthesized depends on no clock.
 *
 * @param today As `2026-12-31`.
 */
export const endedIgnores = (ignored: readonly IgnoredDrift[], today: string): readonly Problem[] =>
  ignored
    .filter((entry) => hasEnded(entry, today))
    .map(({ at, type, path, until, owner }) =>
      error(
        at,
        `the drift of ${path === undefined ? type : `${type}, ${path}`} is no longer ignored: it was until ${until}`,
        `${owner} answers for it: take the entry out, or say until when it holds now, and why.`,
      ),
    );
