import type { PlacedSecret } from "./placed-secrets";
import type { StoredSecret } from "./ports";

/** Whether a secret can be read: it was not created yet, deleted, created and never filled, or filled. */
export type Filling = "missing" | "deleted" | "empty" | "filled";

/** The label of the version that readers get. */
const CURRENT = "AWSCURRENT";

/** How far a secret has got. */
export function fillingOf(stored: StoredSecret | undefined): Filling {
  if (stored === undefined) return "missing";
  if (stored.isDeleted) return "deleted";
  return Object.values(stored.versions).some((labels) => labels.includes(CURRENT)) ? "filled" : "empty";
}

/** A secret that its service cannot read, and why. */
export interface UnfilledSecret {
  readonly secret: PlacedSecret;
  readonly because: Exclude<Filling, "filled">;
}

/**
 * The secrets that their services cannot read. A task of such a service never starts.
 *
 * @param stored What there is, by the secrets' names.
 */
export function unfilledSecrets(
  secrets: readonly PlacedSecret[],
  stored: ReadonlyMap<string, StoredSecret>,
): readonly UnfilledSecret[] {
  return secrets.flatMap((secret) => {
    const filling = fillingOf(stored.get(secret.name));
    return filling === "filled" ? [] : [{ secret, because: filling }];
  });
}

/** When the value has to be another one; undefined while there is none. */
export function rotationDue({ rotation }: PlacedSecret, stored: StoredSecret | undefined): Date | undefined {
  if (!stored?.changed || fillingOf(stored) !== "filled") return undefined;
  return new Date(stored.changed.getTime() + rotation.days * DAY);
}

/** Milliseconds of a day. */
const DAY = 86_400_000;
