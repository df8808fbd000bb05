import type { SiteLine, SitePlace } from "../../../model/sites";
import { inTurn } from "../../in-turn";
import { type ObjectStore, RecordError } from "../../records/object-store";
import { readRecord } from "../last-attempt";
import type { SiteEntries } from "../ports";
import type { AttemptRemark, FoundPlace, PlaceProblem } from "./listed-site";
import { isSelected, type Selection } from "./selection";

/** What is asked of a place. */
export interface LookedAt {
  readonly store: Pick<ObjectStore, "read" | "list">;
  entries(): Promise<Pick<SiteEntries, "list">>;
}

export interface LookOptions {
  readonly open: (place: SitePlace) => LookedAt;
  /** Whether an error means that there is nothing at a place yet. */
  readonly isNotDeployed: (error: unknown) => boolean;
  readonly now: Date;
  readonly selection: Selection;
  /** Whether the record of each selected site is read, however many they are: a request for each. */
  readonly attempts: boolean;
}

/** So many records of a place are read unasked: they take a moment. */
const FEW = 100;

/** Reading a record is mostly waiting. */
const AT_ONCE = 24;

/** Looks at a place: what is served there, and what there are records of. */
export async function lookAtPlace(
  line: SiteLine,
  place: SitePlace,
  options: LookOptions,
): Promise<{ readonly found?: FoundPlace; readonly problem?: PlaceProblem }> {
  try {
    const { store, entries } = options.open(place);
    // First what a place that is not deployed lacks: its error says so, always in the same words.
    const known = await entries();
    const [served, keys] = await Promise.all([known.list(), store.list("records/")]);
    const recorded = recordedNames(keys);
    const names = recorded.filter((name) => isSelected(line, name, options.selection));
    const isRead = options.attempts || names.length <= FEW;
    return {
      found: {
        place,
        entries: served,
        recorded,
        attempts: isRead ? await attemptsOf(store, names, options.now) : new Map(),
        unread: isRead ? 0 : names.length,
      },
    };
  } catch (error) {
    const kind = options.isNotDeployed(error) ? "not-deployed" : "unreadable";
    const stages = line.stages.filter((stage) => stage.place.stackId === place.stackId).map(({ name }) => name);
    const message = error instanceof Error ? error.message : String(error);
    return { problem: { line: line.name, stack: place.stackId, stages, kind, message } };
  }
}

/** Whose records there are, by the keys of records. */
export const recordedNames = (keys: readonly string[]): FoundPlace["recorded"] =>
  keys.flatMap((key) => {
    const [, stage, host] = /^records\/([^/]+)\/(.+)\.json$/s.exec(key) ?? [];
    return stage !== undefined && host !== undefined ? [{ stage, host }] : [];
  });

async function attemptsOf(
  store: LookedAt["store"],
  names: FoundPlace["recorded"],
  now: Date,
): Promise<ReadonlyMap<string, AttemptRemark>> {
  const attempts = new Map<string, AttemptRemark>();
  await inTurn(names, AT_ONCE, async ({ stage, host }) => {
    const remark = await remarkOn(store, stage, host, now);
    if (remark) attempts.set(`${stage}/${host}`, remark);
  });
  return attempts;
}

async function remarkOn(
  store: LookedAt["store"],
  stage: string,
  host: string,
  now: Date,
): Promise<AttemptRemark | undefined> {
  try {
    return (await readRecord(store, stage, host, now)).unfinished;
  } catch (error) {
    // One that is damaged is this site's trouble alone.
    if (error instanceof RecordError) return { kind: "unrecorded", message: error.message };
    throw error;
  }
}
