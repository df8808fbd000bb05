import { stageOf } from "../../cli/site-places";
import { entryText } from "../../operations/sites/entry";
import { commitOf, type SiteStages, siteBuild } from "./site-stages";

/** What clients have, and what they are to get. */
export const [OLD, NEW] = [
  { build: siteBuild("Order by table"), commit: commitOf("Order by table") },
  { build: siteBuild("Order by phone"), commit: commitOf("Order by phone") },
] as const;

/** The API of a client. */
export const apiOf = (host: string): string => `https://s2.equipweb.biz/${host.split(".")[0]}/ordering/api`;

/**
 * Has so many clients serve an old release, and Prod a new one. Their entries are written at once, as promotions one by one
 * would take a minute; so they have no records.
 */
export async function seedClients(stages: SiteStages, count: number): Promise<readonly string[]> {
  await stages.publish(OLD.build, "main", OLD.commit);
  for (const stage of ["dev", "uat", "prod"]) await stages.promote(stage);
  const { suffix } = stageOf(stages.line, "client").place;
  const hosts = Array.from({ length: count }, (_, n) => `cafe-${String(n).padStart(4, "0")}.${suffix}`);
  const entries = await stages.entriesOf("client");
  const release = (await entries.read(`edgecafe.${suffix}`))?.entry;
  if (!release) throw new Error("Prod serves nothing");
  await Promise.all(
    hosts.map((host) =>
      entries.change({ host, before: undefined, after: entryText({ ...release, settings: { apiUrl: apiOf(host) } }) }),
    ),
  );
  await stages.publish(NEW.build, "main", NEW.commit);
  for (const stage of ["dev", "uat", "prod"]) await stages.promote(stage);
  return hosts;
}
