import type { StateLock } from "../../operations/inspect/ports";

/** How the key of a lock ends, after the key of what it locks. Source: Terraform documentation, "Backend Type: s3", `use_lockfile`. */
export const LOCK_SUFFIX = ".tflock";

/**
 * A lock as Terraform writes it, in JSON. What it does not say is empty; a lock that nobody can read is one all the same.
 * Source: Terraform, `internal/states/statemgr/locker.go`, `LockInfo`.
 *
 * @param modified When it was written, for a lock that does not say when it was made.
 */
export function stateLock(key: string, text: string, modified: Date): StateLock {
  const info = objectIn(text);
  const told = (name: string): string => {
    const { [name]: value } = info;
    return typeof value === "string" ? value : "";
  };
  return {
    key: key.slice(0, -LOCK_SUFFIX.length),
    id: told("ID"),
    operation: told("Operation"),
    who: told("Who"),
    created: told("Created") || modified.toISOString(),
    terraformVersion: told("Version"),
  };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
