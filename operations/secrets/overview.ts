import type { Rotation } from "../../model/secrets";
import { type Filling, fillingOf, rotationDue } from "./filling";
import type { PlacedSecret } from "./placed-secrets";
import type { Cloud, StoredSecret } from "./ports";
import { SecretRefusal } from "./refusal";

/** Secrets that are asked for at once: Secrets Manager answers some forty requests a second. */
const AT_ONCE = 5;

/** A line of the overview: what is declared, and what there is. The shape of `infra secret list --json`. */
export interface SecretOverview {
  readonly service: string;
  readonly environment: string;
  readonly stack: string;
  readonly variables: readonly string[];
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly owner: string;
  readonly rotation: Rotation;
  /** `not-asked`: it lies in an account whose credentials are not in use. */
  readonly status: Filling | "not-asked";
  /** When its current value was put in. */
  readonly changed?: string;
  /** When its value has to be another one. */
  readonly due?: string;
  readonly overdue?: boolean;
}

/** What there is of some secrets, by their names. */
export async function readStored(
  secrets: readonly PlacedSecret[],
  cloud: Cloud,
): Promise<ReadonlyMap<string, StoredSecret>> {
  const found = new Map<string, StoredSecret>();
  const waiting = [...secrets];
  const work = async () => {
    for (let secret = waiting.shift(); secret; secret = waiting.shift()) {
      const stored = await cloud.secretsIn(secret.region).read(secret.name);
      if (stored) found.set(secret.name, stored);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

/**
 * What there is of all these secrets. Those of accounts whose credentials are not in use stay unknown.
 *
 * @throws SecretRefusal when the credentials in use are of none of their accounts.
 */
export async function overviewOf(
  secrets: readonly PlacedSecret[],
  cloud: Cloud,
  now: Date,
): Promise<readonly SecretOverview[]> {
  const [first] = secrets;
  if (!first) return [];
  const inUse = await cloud.accountId(first.region);
  const reachable = secrets.filter(({ account }) => account.id === inUse);
  if (reachable.length === 0) throw new SecretRefusal(noneReachable(secrets, inUse));
  const stored = await readStored(reachable, cloud);
  return secrets.map((secret) => lineOf(secret, reachable.includes(secret), stored.get(secret.name), now));
}

function lineOf(secret: PlacedSecret, isAsked: boolean, stored: StoredSecret | undefined, now: Date): SecretOverview {
  const { service, environment, stackId, variables, name, account, region, owner, rotation } = secret;
  const due = rotationDue(secret, stored);
  return {
    service,
    environment,
    stack: stackId,
    variables,
    name,
    account: account.id,
    region,
    owner,
    rotation,
    status: isAsked ? fillingOf(stored) : "not-asked",
    ...(stored?.changed && { changed: stored.changed.toISOString() }),
    ...(due && { due: due.toISOString(), overdue: due <= now }),
  };
}

function noneReachable(secrets: readonly PlacedSecret[], inUse: string): string {
  const accounts = [...new Set(secrets.map(({ account: { name, id } }) => `${name} (${id})`))].sort();
  return `these secrets lie in the account ${accounts.join(" or ")}, and the credentials in use are of the account ${inUse}. Use those of the former.`;
}
