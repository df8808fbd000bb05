import { DEFAULT_ROTATION_DAYS, type SecretEntry } from "./entries/secret";
import type { ServiceEntry } from "./entries/service";

/** All that is known of a secret but its value: who fills it, and how it is rotated. */
export interface DeclaredSecret {
  /** Name in Secrets Manager: `dev/orders/database-url`. */
  readonly name: string;
  /** Who fills it and answers for it: a team, or a role in one, such as `backend/lead`. */
  readonly owner: string;
  readonly rotation: Rotation;
}

/** How a secret gets another value. */
export interface Rotation {
  /** Days after which the value has to be another one. */
  readonly days: number;
  /**
   * Who or what does it.
   * @default - the owner, by hand
   */
  readonly by?: string;
}

/** The secrets of a service as its entry has them, by the name of the environment variable; names without environment. */
export function secretsOf({ team, secrets }: ServiceEntry): Readonly<Record<string, DeclaredSecret>> {
  return Object.fromEntries(Object.entries(secrets).map(([variable, entry]) => [variable, declared(entry, team)]));
}

function declared(entry: SecretEntry, team: string): DeclaredSecret {
  if (typeof entry === "string") return { name: entry, owner: team, rotation: { days: DEFAULT_ROTATION_DAYS } };
  const { name, owner = team, rotation } = entry;
  const { days = DEFAULT_ROTATION_DAYS, by } = rotation ?? {};
  return { name, owner, rotation: { days, ...(by !== undefined && { by }) } };
}

/** The team of an owner: `backend` of `backend/lead`. */
export const teamOf = (owner: string): string => owner.split("/")[0] ?? owner;

/** A rotation in words that may also stand in a tag: `by hand every 90 days`. */
export const rotationText = ({ days, by = "hand" }: Rotation): string =>
  `by ${by} every ${days === 1 ? "day" : `${days} days`}`;
