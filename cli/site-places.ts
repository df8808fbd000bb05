import { randomUUID } from "node:crypto";
import type { Connection } from "../adapters/aws/connection";
import { edgeCache } from "../adapters/aws/edge-cache";
import { AwsError } from "../adapters/aws/errors";
import { objectStore } from "../adapters/aws/object-store";
import { releaseStore } from "../adapters/aws/release-store";
import { siteEntries } from "../adapters/aws/site-entries";
import { siteLocation } from "../adapters/aws/site-location";
import { readCatalogue } from "../model/catalogue";
import { suggestion } from "../model/nearest";
import type { SiteLine, SitePlace, SiteStage } from "../model/sites";
import type { ObjectStore } from "../operations/records/object-store";
import { quoted } from "../operations/sites/client-host";
import type { EdgeCache, ReleaseStore, SiteEntries, SiteLocation } from "../operations/sites/ports";
import { InputError } from "./failures";

/**
 * The lines of sites in the catalogue, by name.
 *
 * @throws CatalogueError
 */
export const siteLines = (catalogue: string): readonly SiteLine[] =>
  [...readCatalogue(catalogue).siteLines].sort((a, b) => (a.name < b.name ? -1 : 1));

/**
 * A line of sites by its name.
 *
 * @throws InputError when the catalogue has none of that name; CatalogueError.
 */
export function siteLine(catalogue: string, name: string): SiteLine {
  const lines = siteLines(catalogue);
  const line = lines.find((one) => one.name === name);
  if (line) return line;
  const known = lines.map((one) => one.name);
  throw new InputError(`there is no line of sites ${quoted(name)} in ${catalogue}. ${suggestion(name, known)}`);
}

/**
 * A stage of a line by its name.
 *
 * @throws InputError when the line has none of that name.
 */
export function stageOf(line: SiteLine, name: string): SiteStage {
  const stage = line.stages.find((one) => one.name === name);
  if (stage) return stage;
  const known = line.stages.map((one) => one.name);
  throw new InputError(`the line ${line.name} has no stage ${quoted(name)}. ${suggestion(name, known)}`);
}

/** What commands about sites ask of AWS at one place. */
export interface OpenPlace {
  /** Its bucket, as texts: records, locks, builds. */
  readonly store: ObjectStore;
  readonly releases: ReleaseStore;
  /** Asked once. */
  location(): Promise<SiteLocation>;
  /** What it serves. Where that is kept is asked once. */
  entries(): Promise<SiteEntries>;
  cache(): Promise<EdgeCache>;
}

/** Opens a place in AWS, or in an emulator. Nothing is asked before something is needed. */
export function sitePlace({ bucket, region, network, stackId }: SitePlace, connection: Connection): OpenPlace {
  const madeBy = stackId;
  const texts = { bucket, region, network, madeBy };
  const location = once(() => siteLocation(connection, texts));
  return {
    store: objectStore(connection, texts),
    releases: releaseStore(connection, texts),
    location,
    entries: once(async () => {
      const { keyValueStoreArn } = await location();
      return siteEntries(connection, { keyValueStoreArn, madeBy });
    }),
    cache: once(async () => {
      const { distributionId } = await location();
      return edgeCache(connection, { distributionId, reference: randomUUID(), madeBy });
    }),
  };
}

/** Whether an error means that a place's stack was never deployed, or is gone. */
export const isNotDeployed = (error: unknown): boolean =>
  error instanceof AwsError && (error.code === "NoSuchBucket" || error.code === "NoSuchKey");

/** The same promise each time. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= work();
    return asked;
  };
}
