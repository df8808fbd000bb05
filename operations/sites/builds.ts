import { z } from "zod";
import { type ObjectStore, RecordError } from "../records/object-store";
import { buildKey } from "./keys";
import type { Build, StoredBuild } from "./ports";

/** What became of a build that was to be recorded. */
export type RecordedBuild =
  | { readonly kind: "recorded" }
  /** It is there already: the same run did it before. */
  | { readonly kind: "unchanged" }
  /** A later run built the branch already, and its build stays. */
  | { readonly kind: "outdated"; readonly by: Build };

/** Others record builds of the same branch at once: how often that is tried again. */
const MOST_TRIES = 10;

/**
 * What was built of a branch last; undefined when nothing was.
 *
 * @throws RecordError when what is kept is damaged.
 */
export async function readBuild(store: ObjectStore, branch: string): Promise<StoredBuild | undefined> {
  const key = buildKey(branch);
  const stored = await store.read(key);
  return stored && { build: buildIn(stored.text, key, branch), version: stored.version };
}

/**
 * Says which build of its branch is the last one. It never goes back to that of an earlier run, so a run that hung does not
 * undo what was built after it. A run may say it again: whoever runs it again means what it builds now. Outside of GitHub
 * Actions runs have no number, and there the last one to say so counts, unless a numbered run was before.
 *
 * @throws RecordError when what is kept is damaged, or others write it all the time.
 */
export async function recordBuild(store: ObjectStore, build: Build): Promise<RecordedBuild> {
  const key = buildKey(build.branch);
  const text = buildText(build);
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const before = await readBuild(store, build.branch);
    if (before && before.build.run > build.run) return { kind: "outdated", by: before.build };
    if (before && isSame(before.build, build)) return { kind: "unchanged" };
    const written = before ? await store.replace(key, text, before.version) : await store.create(key, text);
    if (typeof written !== "string") return { kind: "recorded" };
  }
  throw new RecordError(
    `${key} was written by others ${MOST_TRIES} times in a row. See which runs publish this branch, and run this again.`,
  );
}

/** When and by whom it was said again is no other build. */
const isSame = (a: Build, b: Build): boolean => a.release === b.release && a.commit === b.commit && a.run === b.run;

const buildText = ({ branch, commit, release, run, at, by }: Build): string =>
  `${JSON.stringify({ format: 1, branch, commit, release, run, at, by })}\n`;

function buildIn(text: string, key: string, branch: string): Build {
  try {
    const read = schema.safeParse(JSON.parse(text));
    if (read.success && read.data.branch === branch) return read.data;
  } catch {
    // What is no JSON is damaged, too.
  }
  throw new RecordError(
    `${key} is damaged, or was written by another version of this command. Publish the branch again after you have put back an earlier version of it, or removed it.`,
  );
}

const line = z.string().regex(/^[^\p{C}]*$/u);

const schema = z.object({
  format: z.literal(1),
  branch: line.min(1),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  release: z.string().regex(/^[0-9a-f]{64}$/),
  run: z.int().min(0),
  at: z.iso.datetime({ offset: true }),
  by: line,
});
