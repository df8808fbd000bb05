import { existsSync, statSync } from "node:fs";
import { checkEntries } from "./checks";
import { readEntries } from "./entries/read";
import type { Organisation } from "./organisation";
import { CatalogueError, error, type Problem } from "./problems";
import { resolve } from "./resolve";

/** What a look at a catalogue found: every problem, and the organisation when none of them is an error. */
export interface CheckedCatalogue {
  readonly organisation?: Organisation;
  readonly problems: readonly Problem[];
}

/** Reads a catalogue folder and checks all of it. */
export function checkCatalogue(directory: string): CheckedCatalogue {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) return { problems: [noCatalogue(directory)] };
  const { entries, problems: unreadable } = readEntries(directory);
  const organisation = resolve(entries);
  const problems = [...unreadable, ...checkEntries(entries, organisation)];
  const usable = organisation && problems.every(({ severity }) => severity === "warning");
  return { problems, ...(usable && { organisation }) };
}

/**
 * The organisation that a catalogue folder describes.
 *
 * @throws CatalogueError with every problem in it, when there is one.
 */
export function readCatalogue(directory: string): Organisation {
  const { organisation, problems } = checkCatalogue(directory);
  if (!organisation) throw new CatalogueError(problems);
  return organisation;
}

const noCatalogue = (directory: string): Problem =>
  error({ file: directory, line: 1, column: 1 }, "there is no catalogue here", "Name the folder of a catalogue.");
