import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** The text of a file, or undefined when there is no such file. */
export async function readIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Writes a file that a reader sees as it was or whole, never half written: it is written beside its place and renamed.
 * Folders on the way are made.
 *
 * @param mode Who may read and write it, less what the process's umask takes away.
 */
export async function writeWhole(path: string, text: string | Uint8Array, { mode = 0o666 } = {}): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${randomUUID()}`;
  try {
    await writeFile(beside, text, { mode });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Whether there is a file or a folder; a link counts as what it leads to. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Whether an error of `node:fs` says that a file or a folder on the way to it does not exist. */
export const isMissing = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && ["ENOENT", "ENOTDIR"].includes(String(error.code));

/**
 * Writes several files, all or none: when one fails, those before it become what they were.
 *
 * @param texts By path; undefined takes a file away.
 */
export async function writeAll(texts: ReadonlyMap<string, string | undefined>): Promise<void> {
  const before = new Map<string, string | undefined>();
  for (const path of texts.keys()) before.set(path, await readIfExists(path));
  const done: string[] = [];
  try {
    for (const [path, text] of texts) {
      await put(path, text);
      done.push(path);
    }
  } catch (error) {
    for (const path of done) await put(path, before.get(path));
    throw error;
  }
}

const put = (path: string, text: string | undefined): Promise<void> =>
  text === undefined ? rm(path, { force: true }) : writeWhole(path, text);
