import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { suggestion } from "../nearest";
import { error, type Position, type Problem } from "../problems";
import { validate } from "../validate";
import { type Path, YamlFile } from "../yaml-file";
import { ENTRY_FOLDERS, type EntryKind, type EntryTypes, type NamedKind } from "./kinds";

/** A file of the catalogue, as far as it is valid. */
export interface Entry<K extends EntryKind> {
  readonly value: EntryTypes[K];
  /** Name of the file, as the labels of stacks show it. */
  readonly source: string;
  /** Where the value at a path stands in the file. */
  at(...path: Path): Position;
  /** Where the key that ends a path stands in the file. */
  atKey(...path: Path): Position;
}

/** The files of the catalogue, sorted by name; and the names of all, also of files too broken to hold anything else. */
export interface Entries {
  readonly organisation: Entry<"organisation"> | undefined;
  readonly networks: readonly Entry<"network">[];
  readonly environments: readonly Entry<"environment">[];
  readonly services: readonly Entry<"service">[];
  readonly siteLines: readonly Entry<"siteLine">[];
  readonly apps: readonly Entry<"app">[];
  readonly repositories: readonly Entry<"repository">[];
  /** Undefined when there is no such file. */
  readonly drift: Entry<"drift"> | undefined;
  /** Sorted by stack. */
  readonly retirements: readonly Entry<"retirement">[];
  readonly names: Readonly<Record<"network" | "environment" | "service", readonly string[]>>;
}

/** What a read found: entries, and every problem on the way. */
export interface ReadResult {
  readonly entries: Entries;
  readonly problems: readonly Problem[];
}

interface FileRead<K extends EntryKind> {
  readonly name: string | undefined;
  readonly entry: Entry<K> | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Reads every file of a catalogue folder. Each file stands for itself here; how files fit together is checked later.
 * The order of files and of keys means nothing.
 */
export function readEntries(directory: string): ReadResult {
  const label = basename(directory);
  const organisation = readOrganisation(directory, label);
  const networks = readFolder("network", "networks", directory, label);
  const environments = readFolder("environment", "environments", directory, label);
  const services = readFolder("service", "services", directory, label);
  const siteLines = readFolder("siteLine", "sites", directory, label);
  const apps = readFolder("app", "apps", directory, label);
  const repositories = readFolder("repository", "repositories", directory, label);
  const drift = readSingle("drift", directory, label);
  const retirements = readFolder("retirement", "retiring", directory, label);
  return {
    entries: {
      organisation: organisation.entry,
      networks: usable(networks),
      environments: usable(environments),
      services: usable(services),
      siteLines: usable(siteLines),
      apps: usable(apps),
      repositories: usable(repositories),
      drift: drift?.entry,
      retirements: usable(retirements),
      names: { network: names(networks), environment: names(environments), service: names(services) },
    },
    problems: [
      ...strangers(directory, label),
      ...[
        organisation,
        ...networks,
        ...environments,
        ...services,
        ...siteLines,
        ...apps,
        ...repositories,
        ...retirements,
        ...(drift ? [drift] : []),
      ].flatMap(({ problems }) => problems),
    ],
  };
}

function readOrganisation(directory: string, label: string): FileRead<"organisation"> {
  if (existsSync(join(directory, "organisation.yaml"))) {
    return readEntry("organisation", join(directory, "organisation.yaml"), `${label}/organisation.yaml`);
  }
  const missing = error(
    { file: `${label}/organisation.yaml`, line: 1, column: 1 },
    "the catalogue has no organisation.yaml",
    "Create it: the name of the organisation, its repository, its teams and its AWS accounts.",
  );
  return { name: undefined, entry: undefined, problems: [missing] };
}

/** A kind that has one file, which may be missing. */
function readSingle<K extends EntryKind>(kind: K, directory: string, label: string): FileRead<K> | undefined {
  const path = join(directory, `${kind}.yaml`);
  return existsSync(path) ? readEntry(kind, path, `${label}/${kind}.yaml`) : undefined;
}

function readFolder<K extends EntryKind>(kind: K, folder: string, directory: string, label: string): FileRead<K>[] {
  return list(join(directory, folder))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => readEntry(kind, join(directory, folder, file), `${label}/${folder}/${file}`));
}

function readEntry<K extends EntryKind>(kind: K, path: string, source: string): FileRead<K> {
  const text = readText(path);
  if (text === undefined) return { name: undefined, entry: undefined, problems: [unreadable(source)] };
  const { file, problems } = YamlFile.parse(source, text);
  const known = file.textAt("name");
  if (problems.length > 0) return { name: known, entry: undefined, problems };
  const { value, problems: invalid } = validate(kind, file);
  const entry: Entry<K> | undefined = value && {
    value,
    source,
    at: (...path) => file.positionOf(path),
    atKey: (...path) => file.positionOfKey(path),
  };
  return { name: known, entry, problems: invalid };
}

/** The text of a file that is one; undefined for a folder, a pipe, a link that leads nowhere, a file that is not UTF-8. */
function readText(path: string): string | undefined {
  try {
    if (!statSync(path).isFile()) return undefined;
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch {
    return undefined;
  }
}

const unreadable = (file: string): Problem =>
  error({ file, line: 1, column: 1 }, "this cannot be read", "It has to be a file of UTF-8 text that you may read.");

/** The files that stand at the top. */
const SINGLE: readonly string[] = ["organisation.yaml", "drift.yaml"];

/** Files and folders that nobody would read: a misspelt folder must not make its services vanish. */
function strangers(directory: string, label: string): readonly Problem[] {
  const folders = Object.keys(ENTRY_FOLDERS);
  const atTop = list(directory)
    .filter((name) => !SINGLE.includes(name) && name !== "schema" && !folders.includes(name))
    .map((name) => stranger(`${label}/${name}`, suggestion(name, [...SINGLE, ...folders])));
  const inFolders = folders.flatMap((folder) =>
    list(join(directory, folder))
      .filter((name) => !name.endsWith(".yaml"))
      .map((name) => stranger(`${label}/${folder}/${name}`, "Only files that end in .yaml are read.")),
  );
  return [...atTop, ...inFolders];
}

const stranger = (file: string, fix: string): Problem =>
  error({ file, line: 1, column: 1 }, "this is no part of a catalogue", fix);

const list = (directory: string): string[] =>
  existsSync(directory)
    ? readdirSync(directory)
        .filter((name) => !name.startsWith("."))
        .sort()
    : [];

const usable = <K extends NamedKind | "retirement">(files: readonly FileRead<K>[]): Entry<K>[] =>
  files.flatMap(({ entry }) => (entry ? [entry] : [])).sort((a, b) => (nameIn(a) < nameIn(b) ? -1 : 1));

const nameIn = ({ value }: Pick<Entry<NamedKind | "retirement">, "value">): string =>
  "stack" in value ? value.stack : value.name;

const names = (files: readonly FileRead<EntryKind>[]): readonly string[] =>
  files.flatMap(({ name }) => (name === undefined ? [] : [name]));
