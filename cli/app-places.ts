import { cloud } from "../adapters/aws/cloud";
import type { Connection } from "../adapters/aws/connection";
import { siteLocation } from "../adapters/aws/site-location";
import type { App, AppStage } from "../model/apps";
import { readCatalogue } from "../model/catalogue";
import { suggestion } from "../model/nearest";
import type { SiteLocation } from "../operations/sites/ports";
import { quoted } from "../runtime/quoted";
import { InputError } from "./failures";

/**
 * An app by its name.
 *
 * @throws InputError when the catalogue has none of that name; CatalogueError.
 */
export function appNamed(catalogue: string, name: string): App {
  const { apps } = readCatalogue(catalogue);
  const app = apps.find((one) => one.name === name);
  if (app) return app;
  const known = apps.map((one) => one.name);
  throw new InputError(`there is no app ${quoted(name)} in ${catalogue}. ${suggestion(name, known)}`);
}

/**
 * A stage of an app by its name, which is that of its environment.
 *
 * @throws InputError when the app has none of that name.
 */
export function appStage(app: App, name: string): AppStage {
  const stage = app.stages.find(({ environment }) => environment.name === name);
  if (stage) return stage;
  const known = app.stages.map(({ environment }) => environment.name);
  throw new InputError(`the app ${app.name} has no stage ${quoted(name)}. ${suggestion(name, known)}`);
}

/**
 * Makes sure that the credentials in use are of the account that a stage is in: everybody knows the names of its buckets,
 * and nothing may go to one of the same name elsewhere.
 *
 * @throws InputError when they are of another one; AwsError.
 */
export async function demandAccountOfApp(
  { app, environment, accountId, region }: AppStage,
  connection: Connection,
): Promise<void> {
  const inUse = await cloud(connection).accountId(region);
  if (inUse === accountId) return;
  throw new InputError(
    `the stage ${environment.name} of ${app} is in the account ${accountId}, and the credentials in use are of the account ${inUse}. Use those of ${accountId}. Nothing was touched.`,
  );
}

/** What AWS named by itself of a stage's site, as its stack wrote it into the web bucket. */
export const appLocation = (
  { site, region, network, stackId }: AppStage,
  connection: Connection,
): Promise<SiteLocation> => siteLocation(connection, { bucket: site.bucket, region, network, madeBy: stackId });
