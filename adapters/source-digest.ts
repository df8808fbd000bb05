import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * A digest of files and of all files in folders, names included: what was made from them stands for as long as it stays the
 * same. What is missing counts as empty.
 */
export function sourceDigest(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesOf(path)) {
      const bytes = readFileSync(file);
      hash.update(`${relative(path, file)}\n${bytes.length}\n`).update(bytes);
    }
    hash.update("\0");
  }
  return hash.digest("hex");
}

function filesOf(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
