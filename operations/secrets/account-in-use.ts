import type { PlacedSecret } from "./placed-secrets";
import type { Cloud } from "./ports";
import { SecretRefusal } from "./refusal";

/**
 * Makes sure that the credentials in use are of the account in which a secret lies: a value must not go elsewhere.
 *
 * @throws SecretRefusal when they are of another one.
 */
export async function demandAccountOf(secret: PlacedSecret, cloud: Cloud): Promise<void> {
  const { account, environment, region } = secret;
  const inUse = await cloud.accountId(region);
  if (inUse === account.id) return;
  throw new SecretRefusal(
    `the environment ${environment} stands in the account ${account.name} (${account.id}), and the credentials in use are of the account ${inUse}. Use those of ${account.name}. Nothing was touched.`,
  );
}
