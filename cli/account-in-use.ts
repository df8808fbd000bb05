import { cloud } from "../adapters/aws/cloud";
import type { Connection } from "../adapters/aws/connection";
import type { SiteStage } from "../model/sites";
import { InputError } from "./failures";

/**
 * Makes sure that the credentials in use are of the account that a stage is in: everybody knows the names of its buckets,
 * and nothing may go to one of the same name elsewhere.
 *
 * @throws InputError when they are of another one; AwsError.
 */
export async function demandAccountOfStage(
  { name, place }: Pick<SiteStage, "name" | "place">,
  connection: Connection,
): Promise<void> {
  const inUse = await cloud(connection).accountId(place.region);
  if (inUse === place.accountId) return;
  throw new InputError(
    `the stage ${name} is in the account ${place.accountId}, and the credentials in use are of the account ${inUse}. Use those of ${place.accountId}. Nothing was touched.`,
  );
}
