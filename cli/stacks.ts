import { join, resolve } from "node:path";
import { readIfExists } from "../adapters/files";
import { readCatalogue } from "../model/catalogue";
import { readSynthesizedStacks, type SynthesizedStack } from "../operations/plan/synthesized-stack";
import { InputError } from "./failures";
import { inRepository } from "./paths";

/** Where stacks come from: a folder that was synthesized before, or else the catalogue. */
export interface StackSource {
  readonly catalogue: string;
  readonly from?: string;
}

/** Stacks, and the folder that they were written to. */
export interface WrittenStacks {
  readonly folder: string;
  readonly stacks: readonly SynthesizedStack[];
}

/**
 * Every stack of a source. A catalogue is synthesized into a folder of its own, so that `cdktf.out` stays what it was.
 *
 * @throws CatalogueError, or InputError when the folder holds no stacks that can be read.
 */
export async function stacksOf({ catalogue, from }: StackSource): Promise<WrittenStacks> {
  const folder = from === undefined ? inRepository(".infra", "synthesized") : resolve(from);
  if (from === undefined) synthesizeInto(folder, catalogue);
  try {
    return { folder, stacks: await readSynthesizedStacks((path) => readIfExists(join(folder, path))) };
  } catch (error) {
    throw new InputError(`${from ?? folder}: ${(error as Error).message}`);
  }
}

/** cdktf is loaded only where something has to be built. */
function synthesizeInto(folder: string, catalogue: string): void {
  const { synthesize } = require("./synthesize") as typeof import("./synthesize");
  synthesize(readCatalogue(catalogue), folder);
}
