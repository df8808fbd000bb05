import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Names under which systems install Chromium, or what is like it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The program of an installed Chromium: what the environment variable CHROMIUM names, or what the path has; else undefined. */
export function chromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const { CHROMIUM: named, PATH: path = "" } = environment;
  if (named) return isProgram(named) ? named : undefined;
  return NAMES.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
