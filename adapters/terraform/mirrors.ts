import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { exists } from "../files";
import type { LockedProvider } from "./lock-file";
import { type Machine, type MirrorRoot, registryPlatform } from "./machine";

/** The folder of the public registry in a mirror, by which one is recognized. */
const REGISTRY = "registry.terraform.io";

/** How many folders are opened below one root at most, so that a large home does not hold up a plan. */
const MOST_FOLDERS = 5_000;

/** Folders that hold very many others and no mirror. */
const SKIPPED = new Set([".git", "node_modules", "doc", "icons", "locale", "man", "proc", "zoneinfo"]);

/** Whether a mirror holds a provider for this machine, unpacked or packed. */
export async function holds(mirror: string, { address, version }: LockedProvider, machine: Machine): Promise<boolean> {
  const packed = `terraform-provider-${address.split("/").at(-1)}_${version}_${registryPlatform(machine)}.zip`;
  return (
    (await exists(join(mirror, packagePlace({ address, version }, machine)))) || exists(join(mirror, address, packed))
  );
}

/**
 * Where an unpacked provider lies in a mirror, and below what Terraform installed: `<address>/<version>/<platform>`
 * (Terraform documentation, "CLI Configuration File", filesystem mirrors).
 */
export const packagePlace = (
  { address, version }: Pick<LockedProvider, "address" | "version">,
  machine: Machine,
): string => join(address, version, registryPlatform(machine));

/**
 * The folders below the usual roots that look like a copy of the registry: the same ones every time, those higher up
 * first. Links are not followed.
 */
export async function findMirrors({ mirrorRoots }: Machine): Promise<readonly string[]> {
  return (await Promise.all(mirrorRoots.map(mirrorsBelow))).flat();
}

async function mirrorsBelow({ folder: root, depth }: MirrorRoot): Promise<readonly string[]> {
  const found: string[] = [];
  let level = [root];
  let opened = 0;
  for (let down = 0; down <= depth && opened < MOST_FOLDERS; down += 1) {
    const opening = level.slice(0, MOST_FOLDERS - opened);
    opened += opening.length;
    const names = await Promise.all(opening.map(foldersIn));
    found.push(...opening.filter((_, index) => names[index]?.includes(REGISTRY)));
    level = opening.flatMap((folder, index) =>
      (names[index] ?? []).filter((name) => !SKIPPED.has(name) && name !== REGISTRY).map((name) => join(folder, name)),
    );
  }
  return found;
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch {
    // A folder that may not be read, or is gone by now, holds no mirror for us.
    return [];
  }
}
