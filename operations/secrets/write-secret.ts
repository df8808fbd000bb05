import { createHash } from "node:crypto";
import { demandAccountOf } from "./account-in-use";
import { fillingOf } from "./filling";
import type { PlacedSecret } from "./placed-secrets";
import type { Cloud, StoredSecret } from "./ports";
import { SecretRefusal } from "./refusal";
import type { SecretValue } from "./secret-value";

/** `set` puts in the first value, `rotate` another one. */
export type WriteKind = "set" | "rotate";

/** What writing needs besides AWS. */
export interface Writer {
  /** Tells what will be written where, before the value is asked for. */
  announce(): void;
  /** Asks for the value. */
  value(): Promise<SecretValue>;
}

/** Somebody else wrote the same secret meanwhile. */
export class SecretConflict extends Error {
  override readonly name = "SecretConflict";
}

/**
 * Gives a secret its first value, or another one. All that can be refused is refused before the value is asked for.
 *
 * @throws SecretRefusal when the account is another one, the secret cannot be written, or the value will not do.
 * @throws SecretConflict when somebody else was faster; nothing was written then.
 */
export async function writeSecret(kind: WriteKind, secret: PlacedSecret, cloud: Cloud, writer: Writer): Promise<void> {
  await demandAccountOf(secret, cloud);
  const store = cloud.secretsIn(secret.region);
  const stored = writable(kind, secret, await store.read(secret.name));
  writer.announce();
  const value = await writer.value();
  if ((await store.write(stored.arn, value, successorOf(stored))) === "written") return;
  throw new SecretConflict(
    `somebody else gave ${secret.name} a value at the same time, so this one was not written. Look at it with \`infra secret list\`, then run this again if it is still needed.`,
  );
}

function writable(kind: WriteKind, secret: PlacedSecret, stored: StoredSecret | undefined): StoredSecret {
  const { name, stackId, service, environment, variables } = secret;
  const command = (other: WriteKind) => `infra secret ${other} ${service} ${environment} ${variables[0]}`;
  const filling = fillingOf(stored);
  if (stored === undefined || filling === "missing") {
    throw new SecretRefusal(
      `the secret ${name} does not exist yet: Terraform creates it with the stack ${stackId}. Deploy that first.`,
    );
  }
  if (filling === "deleted") {
    throw new SecretRefusal(
      `the secret ${name} was deleted and waits for its end. Restore it, or wait and deploy the stack ${stackId}.`,
    );
  }
  if (kind === "set" && filling === "filled") {
    throw new SecretRefusal(
      `the secret ${name} has a value already. To give it another one, use \`${command("rotate")}\`.`,
    );
  }
  if (kind === "rotate" && filling === "empty") {
    throw new SecretRefusal(
      `the secret ${name} was never filled. To give it its first value, use \`${command("set")}\`.`,
    );
  }
  return stored;
}

/**
 * The id of the version that follows on what was read. Who read the same comes to the same id, and Secrets Manager gives
 * an id to one value only: of two who write at once the slower one is refused, and a request that is repeated does no more
 * than the first. An id that was given away stays so, hence the time of a filled secret: it may come back to old labels.
 */
export function successorOf({ arn, versions, touched }: StoredSecret): string {
  const labels = Object.entries(versions)
    .map(([id, labels]) => `${id} ${[...labels].sort().join(" ")}`)
    .sort();
  const time = labels.length > 0 ? touched?.toISOString() : undefined;
  const hash = createHash("sha256")
    .update(JSON.stringify([arn, labels, time ?? null]))
    .digest("hex");
  return [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join("-");
}
