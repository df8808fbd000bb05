import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

/** How an alias is led from one version of its function to another. */
export interface Shift {
  readonly functionName: string;
  readonly alias: string;
  /** Number of the version that it leads to. */
  readonly from: string;
  /** Number of the version that it shall lead to. */
  readonly to: string;
}

/** Where the places are that are filled. */
const PLACES = ["Resources", 0, "Api", "Properties"] as const;

/** What CodeDeploy is asked to do: `appspec.yml` with its places filled. The same shift gives the same text. */
export function appSpecOf({ functionName, alias, from, to }: Shift): string {
  const document = parseDocument(readFileSync(join(__dirname, "appspec.yml"), "utf8"));
  const values = { Name: functionName, Alias: alias, CurrentVersion: from, TargetVersion: to };
  for (const [name, value] of Object.entries(values)) {
    if (!document.hasIn([...PLACES, name])) throw new Error(`appspec.yml has no place for ${name}`);
    document.setIn([...PLACES, name], value);
  }
  document.commentBefore = null;
  return document.toString();
}
