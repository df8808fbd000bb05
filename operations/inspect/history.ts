import { inTurn } from "../in-turn";
import type { StateBucket, StateVersion } from "./ports";
import { type DiffCounts, diffCounts } from "./state-diff";
import { readState, type StateDocument } from "./state-document";
import { InspectionError } from "./state-error";

/** A version of a state that can be read. */
export interface ReadVersion {
  readonly versionId: string;
  readonly modified: Date;
  readonly serial: number;
  readonly terraformVersion: string;
  readonly resources: number;
  readonly outputs: number;
  /**
   * What differs from the version before.
   * @default - the one before was not read, or cannot be
   */
  readonly changes?: DiffCounts;
}

/** A version of which only that it is there is known. */
export interface UnreadVersion {
  readonly versionId: string;
  readonly modified: Date;
  /** Why: `deleted`, or what is wrong with it. */
  readonly unreadable: string;
}

export type HistoryLine = ReadVersion | UnreadVersion;

export interface History {
  /** Newest first. */
  readonly lines: readonly HistoryLine[];
  /** How many there are, shown or not. */
  readonly versions: number;
}

/** So many versions are read at the same time. */
const AT_ONCE = 8;

/**
 * What became of a state.
 *
 * @param most So many versions, the newest, are read.
 * @throws InspectionError when there was never such a state.
 */
export async function historyOf(bucket: StateBucket, key: string, most: number): Promise<History> {
  const versions = await versionsOf(bucket, key);
  // One more, which the last one shown is compared with.
  const read = await readVersions(bucket, key, versions.slice(0, most + 1));
  const lines = read.slice(0, most).map(({ version, document, fault }, index): HistoryLine => {
    const { versionId, modified } = version;
    if (!document) return { versionId, modified, unreadable: fault };
    const before = read[index + 1];
    const isFirst = index + 1 === versions.length;
    const older = isFirst ? nothing(document) : before?.document;
    return {
      versionId,
      modified,
      serial: document.serial,
      terraformVersion: document.terraformVersion,
      resources: managedIn(document),
      outputs: document.outputs.length,
      ...(older && { changes: diffCounts(older, document) }),
    };
  });
  return { lines, versions: versions.length };
}

/**
 * The version that somebody names: by its id, by its serial, or by steps back from the newest (`~0`, `~1`).
 *
 * @throws InspectionError when there is none, or it holds nothing.
 * @throws StateError when it cannot be read.
 */
export async function versionNamed(
  bucket: StateBucket,
  key: string,
  name: string,
): Promise<{ readonly version: StateVersion; readonly document: StateDocument }> {
  const versions = await versionsOf(bucket, key);
  const byId = versions.find(({ versionId }) => versionId === name);
  const [, steps] = /^~(\d{1,6})$/.exec(name) ?? [];
  const version = byId ?? (steps === undefined ? undefined : versions[Number(steps)]);
  if (version) return { version, document: await documentOf(bucket, key, version) };
  const bySerial = /^\d{1,15}$/.test(name) ? await versionWithSerial(bucket, key, versions, Number(name)) : undefined;
  if (bySerial) return bySerial;
  throw new InspectionError(
    `the state of ${key} has no version "${name}". It has ${versions.length}, listed by \`infra state history ${key}\`: name one by its id, its serial, or steps back from the newest, such as '~1', in quotes: a shell makes a folder of ~1.`,
  );
}

async function versionsOf(bucket: StateBucket, key: string): Promise<readonly StateVersion[]> {
  const versions = await bucket.versions(key);
  if (versions.length > 0) return versions;
  throw new InspectionError(
    `there never was a state of ${key} in the bucket ${bucket.name}: the stack was not applied yet.`,
  );
}

/** A serial comes back after a state was restored: then its newest version is meant. */
async function versionWithSerial(bucket: StateBucket, key: string, versions: readonly StateVersion[], serial: number) {
  // In steps: the one that is looked for is most often a new one.
  for (let start = 0; start < versions.length; start += AT_ONCE) {
    const read = await readVersions(bucket, key, versions.slice(start, start + AT_ONCE));
    for (const { version, document } of read) if (document?.serial === serial) return { version, document };
  }
  return undefined;
}

async function documentOf(bucket: StateBucket, key: string, version: StateVersion): Promise<StateDocument> {
  const found = version.isDeleted ? undefined : await bucket.read(key, version.versionId);
  if (found) return readState(found.text);
  throw new InspectionError(
    `the version ${version.versionId} of the state of ${key} marks that it was deleted: there is nothing in it.`,
  );
}

interface TriedVersion {
  readonly version: StateVersion;
  readonly document?: StateDocument;
  /** Empty when there is a document. */
  readonly fault: string;
}

async function readVersions(
  bucket: StateBucket,
  key: string,
  versions: readonly StateVersion[],
): Promise<readonly TriedVersion[]> {
  const read = new Map<StateVersion, TriedVersion>();
  await inTurn(versions, AT_ONCE, async (version) => {
    read.set(version, await tried(bucket, key, version));
  });
  return versions.flatMap((version) => read.get(version) ?? []);
}

/** A version that cannot be read says so in its line. What no version can be read for ends the command. */
async function tried(bucket: StateBucket, key: string, version: StateVersion): Promise<TriedVersion> {
  if (version.isDeleted) return { version, fault: "deleted" };
  const found = await bucket.read(key, version.versionId);
  if (!found) return { version, fault: "it is gone" };
  try {
    return { version, document: readState(found.text), fault: "" };
  } catch (error) {
    if (!(error instanceof Error && error.name === "StateError")) throw error;
    return { version, fault: error.message };
  }
}

const nothing = (document: StateDocument): StateDocument => ({ ...document, instances: [], outputs: [] });

/** Instances of managed resources: what exists because of a state. */
export const managedIn = ({ instances }: { readonly instances: readonly { readonly isData: boolean }[] }): number =>
  instances.filter(({ isData }) => !isData).length;
