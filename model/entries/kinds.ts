import { type AppEntry, appEntry } from "./app";
import { type DriftEntry, driftEntry } from "./drift";
import { type EnvironmentEntry, environmentEntry } from "./environment";
import { type NetworkEntry, networkEntry } from "./network";
import { type OrganisationEntry, organisationEntry } from "./organisation";
import { type RepositoryEntry, repositoryEntry } from "./repository";
import { type RetirementEntry, retirementEntry } from "./retirement";
import { type ServiceEntry, serviceEntry } from "./service";
import { type SiteLineEntry, siteLineEntry } from "./site-line";

/** What each kind of file in the catalogue holds. */
export interface EntryTypes {
  readonly organisation: OrganisationEntry;
  readonly network: NetworkEntry;
  readonly environment: EnvironmentEntry;
  readonly service: ServiceEntry;
  readonly siteLine: SiteLineEntry;
  readonly app: AppEntry;
  readonly repository: RepositoryEntry;
  readonly drift: DriftEntry;
  readonly retirement: RetirementEntry;
}

/** A kind of file in the catalogue. */
export type EntryKind = keyof EntryTypes;

/** Schema of each kind of file. */
export const ENTRY_SCHEMAS = {
  organisation: organisationEntry,
  network: networkEntry,
  environment: environmentEntry,
  service: serviceEntry,
  siteLine: siteLineEntry,
  app: appEntry,
  repository: repositoryEntry,
  drift: driftEntry,
  retirement: retirementEntry,
} as const;

/** The folder that holds the files of each kind, one thing a file. The other kinds are one file each: `organisation.yaml`, `drift.yaml`. */
export const ENTRY_FOLDERS = {
  networks: "network",
  environments: "environment",
  services: "service",
  sites: "siteLine",
  apps: "app",
  repositories: "repository",
  retiring: "retirement",
} as const satisfies Readonly<Record<string, EntryKind>>;

/** A kind of which there are several, each with a name. */
export type NamedKind = Exclude<(typeof ENTRY_FOLDERS)[keyof typeof ENTRY_FOLDERS], "retirement">;
