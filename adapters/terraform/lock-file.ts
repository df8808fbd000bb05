/** One provider in a dependency lock file. */
export interface LockedProvider {
  /** `registry.terraform.io/hashicorp/aws` */
  readonly address: string;
  readonly version: string;
  /** Hashes of the packages that may be installed, each with its scheme: `h1:…`. */
  readonly hashes: readonly string[];
  /** The whole block, as it stands in the file. */
  readonly text: string;
}

/** Name of the dependency lock file. */
export const LOCK_FILE = ".terraform.lock.hcl";

/**
 * The providers in a dependency lock file, which Terraform writes in one fixed form (Terraform documentation, "Dependency
 * Lock File").
 */
export function readLockFile(text: string): readonly LockedProvider[] {
  return Array.from(text.matchAll(/^provider "([^"]+)" \{\n(.*?)^\}/gms), ([block, address = "", body = ""]) => ({
    address,
    version: /^\s*version\s*=\s*"([^"]+)"/m.exec(body)?.[1] ?? "",
    hashes: Array.from(body.matchAll(/"((?:h1|zh):[^"]+)"/g), ([, hash = ""]) => hash),
    text: block,
  }));
}

/**
 * A lock file of some providers. Terraform refuses a lock file that it may not change and that names a provider which the
 * stack does not use.
 */
export const lockFileOf = (providers: readonly LockedProvider[]): string =>
  providers.map(({ text }) => `${text}\n`).join("\n");
