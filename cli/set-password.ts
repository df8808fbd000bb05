import { randomBytes } from "node:crypto";
import type { Connection } from "../adapters/aws/connection";
import type { KeyValuePlace } from "../adapters/aws/key-value-store";
import { siteKeys } from "../adapters/aws/site-keys";
import { readSecretValue } from "../adapters/secret-input";
import { AUTH_KEY, authText } from "../operations/sites/password";
import { tell } from "./output";

/** Bytes of a salt, as many as a hash of 128 bits has. */
const SALT_BYTES = 16;

/**
 * Reads a password from standard input, and sets it for all sites of a key-value store.
 *
 * @param whose What asks for it, for whoever types: `*.uat.example.com (qro uat)`.
 */
export async function setPassword(
  whose: string,
  user: string,
  place: KeyValuePlace,
  connection: Connection,
): Promise<void> {
  tell(`The password of ${whose} for the user ${user}`);
  const value = await readSecretValue(process.stdin, (text) => process.stderr.write(text));
  const text = authText(user, value, randomBytes(SALT_BYTES).toString("hex"));
  await siteKeys(connection, place).put(AUTH_KEY, text);
}
