import type { Organisation } from "../../model/organisation";
import type { ChangedFile } from "./ports";

/** An entry of the catalogue that changed. */
export interface CatalogueChange {
  /** `added`, `removed` or `changed`. */
  readonly change: "added" | "removed" | "changed";
  /** The file, from the repository's folder on. */
  readonly path: string;
  /** Environments in which it is, by network; undefined when the catalogue as it is now does not tell. */
  readonly where: ReadonlyMap<string, readonly string[]> | undefined;
}

/** What changed, of the catalogue and besides. */
export interface FileChanges {
  /** Sorted by path. */
  readonly catalogue: readonly CatalogueChange[];
  /** How many files outside of the catalogue changed. */
  readonly others: number;
}

/** GitHub's words. Source: GitHub REST API, "Compare two commits", `status` of a file. */
const CHANGES: Readonly<Record<string, CatalogueChange["change"]>> = {
  added: "added",
  copied: "added",
  removed: "removed",
};

/** The entries: not the JSON Schemas, which are made from the code. */
const ENTRY = /^catalogue\/(?!schema\/).*\.yaml$/;

/**
 * Sorts the files that changed.
 *
 * @param organisation The catalogue after the change; undefined when there is none that can be read.
 */
export function fileChanges(files: readonly ChangedFile[], organisation: Organisation | undefined): FileChanges {
  const places = organisation && placesIn(organisation);
  const single = files.flatMap(({ path, status, from }): readonly Pick<ChangedFile, "path" | "status">[] =>
    from === undefined || status !== "renamed"
      ? [{ path, status }]
      : [
          { path: from, status: "removed" },
          { path, status: "added" },
        ],
  );
  return {
    catalogue: single
      .filter(({ path }) => ENTRY.test(path))
      .map(
        ({ path, status }) =>
          ({
            path,
            change: CHANGES[status] ?? "changed",
            where: places?.get(path),
          }) as const,
      )
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    others: files.filter(({ path, from }) => !ENTRY.test(path) && (from === undefined || !ENTRY.test(from))).length,
  };
}

/** Where each entry is: environments by network, by the path of its file. */
function placesIn({ networks, hosting }: Organisation): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  const places = new Map<string, Map<string, string[]>>();
  const add = (source: string, network: string, environment?: string): void => {
    const path = source.slice(Math.max(0, source.lastIndexOf("catalogue/")));
    const byNetwork = places.get(path) ?? new Map<string, string[]>();
    places.set(path, byNetwork);
    const environments = byNetwork.get(network) ?? [];
    byNetwork.set(network, environments);
    if (environment !== undefined && !environments.includes(environment)) environments.push(environment);
  };
  for (const network of networks) {
    add(network.source, network.name);
    for (const environment of network.environments) add(environment.source, network.name, environment.name);
    for (const service of network.services) add(service.source, network.name, service.environment.name);
    for (const environments of places.values()) environments.get(network.name)?.sort();
  }
  for (const { source } of hosting?.repositories ?? []) add(source, hosting?.network.name ?? "");
  return places;
}
