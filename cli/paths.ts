import { resolve } from "node:path";

/** The repository's folder. Commands work from wherever they are called. */
export const ROOT = resolve(__dirname, "..");

/** A path inside the repository. */
export const inRepository = (...parts: readonly string[]): string => resolve(ROOT, ...parts);

/** The catalogue that commands read. */
export const CATALOGUE = inRepository("catalogue");

/** Where synthesized stacks go; cdktf's own commands use the same. */
export const SYNTHESIZED = inRepository("cdktf.out");
