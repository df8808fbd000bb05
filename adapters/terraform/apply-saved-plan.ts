import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Applied, SavedPlan } from "../../operations/deploy/ports";
import { type RunOptions, runProgram } from "./child-process";
import { PID_FILE } from "./free-folder";
import { wordsOf } from "./terraform-failure";
import { forgetUnsaved, saveUnsaved } from "./unsaved-state";

/** Where a plan was saved, and the Terraform that saved it. */
export interface SavedPlace extends Pick<RunOptions, "env" | "signal"> {
  /** The folder in which the stack was planned. */
  readonly folder: string;
  /** Name of the saved plan in it. */
  readonly plan: string;
  /** Terraform's own program. */
  readonly file: string;
  /** Whether the state tells afterwards what AWS made of it. Of what was destroyed there is nothing to tell. */
  readonly isSettled: boolean;
}

/** How long is waited for whoever holds the lock of a state. */
export const WAIT_FOR_LOCK = ["-lock=true", "-lock-timeout=300s"];

/** What Terraform printed while it applied, settled the state, and saved one that it could not save, in the same place. */
const APPLY_LOG = "apply.log";
const SETTLE_LOG = "settle.log";
const PUSH_LOG = "push.log";

/**
 * Writes into the state what AWS filled in because of other resources, such as the rules into a security group: or else it
 * would be told as drift until the stack is applied again. Changes nothing but the state; when it fails, only that is lost.
 */
const SETTLE = ["apply", "-refresh-only", "-auto-approve", "-input=false", "-no-color", "-lock-timeout=300s"];

/** Saves a state that could not be saved. Whoever holds the lock by now may know better. */
const PUSH = ["state", "push", "-lock=true", "-lock-timeout=30s"];

/** An apply that was asked to end writes its state first, however long what it waits for takes: an hour, in milliseconds. */
const GRACE_MS = 3_600_000;

const OTHER_BYTES = "The saved plan is not the one that was made: somebody changed its file. Nothing was applied.";

/** Applies a saved plan, and no other bytes; then lets the state tell what AWS made of it. */
export async function applySavedPlan(place: SavedPlace, { sha256 }: SavedPlan): Promise<Applied> {
  const { folder, plan, env, file, isSettled, signal } = place;
  if ((await sha256Of(join(folder, plan))) !== sha256) return { ok: false, error: OTHER_BYTES };
  const run = (words: readonly string[], log: string) =>
    runProgram(file, words, {
      ...{ cwd: folder, env, log: join(folder, log), pidFile: join(folder, PID_FILE), graceMs: GRACE_MS },
      ...(signal && { signal }),
    });
  const finished = await run(["apply", "-input=false", "-no-color", ...WAIT_FOR_LOCK, plan], APPLY_LOG);
  if (finished.status !== 0) {
    const saved = await saveUnsaved(folder, (state) => run([...PUSH, state], PUSH_LOG), signal);
    return { ok: false, error: [errorsIn(wordsOf(finished)), ...saved].join("\n\n") };
  }
  if (isSettled) await run(SETTLE, SETTLE_LOG);
  await forgetUnsaved(folder);
  return { ok: true };
}

/** Names a file by its bytes. */
export const sha256Of = async (path: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex");

/** What stands behind all that Terraform tells of its progress. */
const errorsIn = (words: string): string => words.slice(Math.max(0, words.search(/^(?:\u2577\n\u2502 )?Error: /m)));
