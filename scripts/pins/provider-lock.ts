import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LOCK_FILE, type LockedProvider, readLockFile } from "../../adapters/terraform/lock-file";
import { type Json, type JsonObject, objectAt } from "../../terraform-json/json";

/** The machines on which somebody plans: workflows and people. */
export const PLATFORMS = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64", "windows_amd64"] as const;

/** A provider that stacks need: `{ source: "integrations/github", version: "6.9.0" }`. */
export type Requirements = Readonly<Record<string, Json>>;

/**
 * The providers that some stacks need, by local name.
 *
 * @throws Error when two stacks need different versions of one: the lock file holds one of each.
 */
export function requirementsOf(stacks: ReadonlyMap<string, JsonObject>): Requirements {
  const found = new Map<string, Json>();
  for (const [stack, configuration] of stacks) {
    for (const [name, wanted] of Object.entries(objectAt(configuration, "terraform", "required_providers"))) {
      const before = found.get(name) ?? wanted;
      if (JSON.stringify(before) !== JSON.stringify(wanted)) {
        throw new Error(
          `${stack} needs the provider ${name} as ${JSON.stringify(wanted)}, others as ${JSON.stringify(before)}`,
        );
      }
      found.set(name, wanted);
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export interface LockOptions {
  /** The lock file as it is. */
  readonly lockText: string;
  readonly platforms: readonly string[];
  /**
   * A folder that mirrors the registry.
   * @default - the providers' own registries are asked
   */
  readonly mirror?: string;
}

/**
 * The lock file with the hashes of some providers for some platforms, by `terraform providers lock`.
 *
 * @throws Error in Terraform's own words when it cannot get them, and when a hash that was there before is gone: what the
 * registry has is then not what was locked.
 */
export function lockProviders(requirements: Requirements, { lockText, platforms, mirror }: LockOptions): string {
  const folder = mkdtempSync(join(tmpdir(), "pins-"));
  try {
    writeFileSync(
      join(folder, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: requirements as JsonObject } }),
    );
    writeFileSync(join(folder, LOCK_FILE), lockText);
    const words = ["providers", "lock", ...platforms.map((platform) => `-platform=${platform}`)];
    if (mirror !== undefined) words.push(`-fs-mirror=${mirror}`);
    const { status, stderr, error } = spawnSync("terraform", words, {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", NO_COLOR: "1", TF_CLI_ARGS: "-no-color" },
    });
    if (error) throw new Error(`terraform cannot be run: ${error.message}`);
    if (status !== 0) throw new Error(stderr.trim());
    const file = join(folder, LOCK_FILE);
    const after = existsSync(file) ? readFileSync(file, "utf8") : "";
    const lost = lostHashes(readLockFile(lockText), readLockFile(after));
    if (lost.length > 0)
      throw new Error(`the registry no longer has what ${LOCK_FILE} allows: ${lost.join(", ")}. Find out why.`);
    return withoutHeader(after);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hashes of providers that are in one lock file and not in another. Providers that nothing needs any more do not count. */
export function lostHashes(before: readonly LockedProvider[], after: readonly LockedProvider[]): readonly string[] {
  return before.flatMap(({ address, version, hashes }) => {
    const now = after.find((each) => each.address === address && each.version === version);
    return now ? hashes.filter((hash) => !now.hashes.includes(hash)) : [];
  });
}

/** Terraform puts two lines of comment at the top, which tell what the README tells. */
const withoutHeader = (text: string): string => text.replace(/^(#[^\n]*\n)+\n?/, "");
