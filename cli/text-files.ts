import { isUtf8 } from "node:buffer";
import { accessSync, constants, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "./failures";

/**
 * The text of a file. One that is UTF-16, or no text at all, is handed on as it looks, for its reader to say what it is.
 *
 * @throws InputError when it cannot be read, or is text of another encoding: different characters would look the same.
 */
export function readText(path: string): string {
  const bytes = readBytes(path);
  const text = bytes.toString("utf8");
  if (!isUtf8(bytes) && !/^(?:PK|\uFFFD)|\0/.test(text.slice(0, 4))) {
    throw new InputError(`${path} is not UTF-8, so some of its characters cannot be told apart. Save it as UTF-8.`);
  }
  return text;
}

/**
 * The text of a file that is written again: what is not UTF-8 would come back as something else.
 *
 * @throws InputError when it cannot be read, or is not UTF-8.
 */
export function readOwnText(path: string): string {
  const bytes = readBytes(path);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new InputError(`${path} is not UTF-8, so what its author wrote could not be kept. Save it as UTF-8.`);
  }
}

/**
 * Makes sure that files can be written, and that none is written over another one, before anything is.
 *
 * @param paths Where to; undefined for what is not wanted.
 * @param read What is read, and must stay as it is.
 * @throws InputError that says what stands in the way.
 */
export function mustBeWritable(paths: readonly (string | undefined)[], read: readonly string[]): void {
  const taken = new Map(read.map((path) => [realPathOf(path), "it holds a plan"]));
  for (const path of paths) {
    if (path === undefined) continue;
    mayBeWritten(path);
    const real = realPathOf(path);
    const why = taken.get(real);
    if (why !== undefined) throw new InputError(`${path} cannot be written: ${why}. Name another file.`);
    taken.set(real, "something else is written there");
  }
}

/** Where a file is or will be, whatever links lead to it. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const whole = resolve(path);
    return dirname(whole) === whole ? whole : join(realPathOf(dirname(whole)), basename(whole));
  }
}

function mayBeWritten(path: string): void {
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw new Error("it is a folder");
    accessSync(there ? path : dirname(resolve(path)), constants.W_OK);
  } catch (error) {
    throw new InputError(`${path} cannot be written: ${(error as Error).message}`);
  }
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new InputError(`${path} cannot be read: ${(error as Error).message}`);
  }
}
