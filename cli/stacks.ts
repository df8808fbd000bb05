import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readIfExists } from "../adapters/files";
import { readCatalogue } from "../model/catalogue";
import { readSynthesizedStacks, type SynthesizedStack } from "../operations/plan/synthesized-stack";
import { InputError } from "./failures";

/** Where stacks come from: a folder that was synthesized before, or else the catalogue. */
export interface StackSource {
  readonly catalogue: string;
  readonly from?: string;
}

/** Stacks, and the folder that they stand in. */
export interface WrittenStacks {
  readonly folder: string;
  readonly stacks: readonly SynthesizedStack[];
}

/**
 * Does something with every stack of a source. A catalogue is synthesized into a folder that is gone afterwards, so that
 * `cdktf.out` stays what it was, and several commands can run at once.
 *
 * @throws CatalogueError, or InputError when the folder holds no stacks that can be read.
 */
export async function withStacks<T>(
  { catalogue, from }: StackSource,
  work: (written: WrittenStacks) => Promise<T>,
): Promise<T> {
  if (from !== undefined) return work(await stacksIn(resolve(from), from));
  const folder = mkdtempSync(join(tmpdir(), "infra-stacks-"));
  try {
    synthesizeInto(folder, catalogue);
    return await work(await stacksIn(folder, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function stacksIn(folder: string, name: string): Promise<WrittenStacks> {
  try {
    return { folder, stacks: await readSynthesizedStacks((path) => readIfExists(join(folder, path))) };
  } catch (error) {
    throw new InputError(`${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** cdktf is loaded only where something has to be built. */
function synthesizeInto(folder: string, catalogue: string): void {
  const { synthesize } = require("./synthesize") as typeof import("./synthesize");
  synthesize(readCatalogue(catalogue), folder, { tellFindings: true });
}
