import { z } from "zod";
import { type ObjectStore, RecordError, type Version } from "../records/object-store";
import { type DeployedStacks, type Deployment, deployedKey, deploymentKey } from "./deployment";

/**
 * The record of one deployment, and of what is deployed of its branch. Each change is written before the next one is made, and
 * only over what was written last: whoever else writes there is found, and nothing of theirs is lost.
 */
export interface Ledger {
  /** The record as it was last written; undefined before the first time. */
  readonly deployment: Deployment | undefined;
  /** What is deployed of the branch, in the same way. */
  readonly stacks: DeployedStacks | undefined;
  /** Writes the record anew, or for the first time. */
  record(change: (now: Deployment | undefined) => Deployment): Promise<void>;
  /** Notes that stacks are deployed from a commit. */
  deployed(stacks: readonly string[], commit: string, at: string): Promise<void>;
}

/**
 * @throws RecordError when what is kept cannot be read, or somebody else writes it at the same time.
 */
export async function openLedger(store: ObjectStore, branch: string, commit: string): Promise<Ledger> {
  const record = await entryAt<Deployment>(store, deploymentKey(branch, commit), deploymentSchema);
  const deployed = await entryAt<DeployedStacks>(store, deployedKey(branch), deployedSchema);
  return {
    get deployment() {
      return record.value();
    },
    get stacks() {
      return deployed.value();
    },
    record: record.write,
    deployed: (stacks, from, at) =>
      deployed.write((now) => {
        const all = { ...now?.stacks, ...Object.fromEntries(stacks.map((id) => [id, { commit: from, at }])) };
        return { format: 1, stacks: all };
      }),
  };
}

/** What is deployed of a branch; undefined when nothing was, or by other means. */
export async function readDeployed(store: ObjectStore, branch: string): Promise<DeployedStacks | undefined> {
  return (await entryAt<DeployedStacks>(store, deployedKey(branch), deployedSchema)).value();
}

interface Entry<T> {
  value(): T | undefined;
  write(change: (now: T | undefined) => T): Promise<void>;
}

/** One key, which one of us writes at a time. */
async function entryAt<T>(store: ObjectStore, key: string, schema: z.ZodType): Promise<Entry<T>> {
  const stored = await store.read(key);
  let value = stored && parsed<T>(stored.text, key, schema);
  let version: Version | undefined = stored?.version;
  let last: Promise<void> = Promise.resolve();
  const write = async (change: (now: T | undefined) => T): Promise<void> => {
    const next = change(value);
    const text = `${JSON.stringify(next)}\n`;
    const written = version === undefined ? await store.create(key, text) : await store.replace(key, text, version);
    if (typeof written === "string") {
      throw new RecordError(
        `${key} was written by somebody else at the same time. Only one deployment of a branch may run: see who else deploys, and run this again.`,
      );
    }
    ({ version } = written);
    value = next;
  };
  return {
    value: () => value,
    write: (change) => {
      // After whatever is being written; a failure of that is told to whoever wrote it.
      last = last.catch(() => undefined).then(() => write(change));
      return last;
    },
  };
}

function parsed<T>(text: string, key: string, schema: z.ZodType): T {
  try {
    const read = schema.safeParse(JSON.parse(text));
    if (read.success) return read.data as T;
  } catch {
    // What is no JSON is damaged, too.
  }
  throw new RecordError(
    `${key} is damaged, or was written by another version of this command. Look at its earlier versions in the bucket, and put back one that is whole.`,
  );
}

const commit = z.string().regex(/^[0-9a-f]{40}$/);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** A plan is kept as it was compared; its own reader knows what stands in it. */
const plan = z.looseObject({ format: z.literal(1), errored: z.boolean(), changes: z.array(z.looseObject({})) });

const deploymentSchema = z.looseObject({
  format: z.literal(1),
  branch: z.string(),
  commit,
  approvals: z.array(
    z.discriminatedUnion("kind", [
      z.looseObject({ kind: z.literal("pull-request"), number: z.int(), digest }),
      z.looseObject({ kind: z.literal("digest"), digest, by: z.string() }),
    ]),
  ),
  runs: z.array(z.looseObject({ actor: z.string(), place: z.string(), started: z.string() })),
  status: z.enum(["in_progress", "succeeded", "failed"]),
  stacks: z.array(
    z.looseObject({
      id: z.string(),
      status: z.enum(["pending", "applying", "applied", "unchanged", "failed", "skipped", "manual"]),
      because: z.string().optional(),
      isBegun: z.literal(true).optional(),
      approved: plan.optional(),
    }),
  ),
});

const deployedSchema = z.looseObject({
  format: z.literal(1),
  stacks: z.record(z.string(), z.looseObject({ commit, at: z.string() })),
});
