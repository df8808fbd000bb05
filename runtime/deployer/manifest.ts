import { z } from "zod";
import { quoted } from "../quoted";
import { MOST_BYTES, MOST_FILES } from "../site/limits";
import { ENTRY_PAGE } from "../site/release";
import { demandNone, PackageError } from "./package-error";
import { clashes, pathFault } from "./paths";

/** What a release package consists of: the version of an app that is deployed. The same input gives the same manifest. */
export interface PackageManifest {
  readonly format: 1;
  /** Name of the app in the catalogue. */
  readonly app: string;
  /** Semantic version without build metadata; `0.0.0-g<commit>` of what no release was made of. */
  readonly version: string;
  /** The commit that it was built from: all forty digits. */
  readonly commit: string;
  /** Every file of the package but the manifest itself, sorted by path. */
  readonly files: readonly PackagedFile[];
}

/** A file of a package. */
export interface PackagedFile {
  /** From the top of the package on, with slashes: `web/index.html`. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256 of the bytes, in hexadecimal digits. */
  readonly sha256: string;
}

/** What was found in a package at a path: a file, or something that no package has. */
export type FoundFile = PackagedFile | { readonly path: string; readonly kind: "link" | "special" };

/** Where a package says what it consists of. */
export const MANIFEST_FILE = "manifest.json";

/** The code of the function in a package, as Lambda takes it. */
export const API_FILE = "api.zip";

/** The folder of the site in a package. */
export const WEB_FOLDER = "web/";

/** Most bytes of a manifest: so long is none, and more is not even read. */
export const MOST_MANIFEST_BYTES = 4 * 1024 * 1024;

/** Source: semver.org 2.0.0, without build metadata, which two versions may differ in and yet be equal. */
const VERSION =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-z-][0-9a-z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-z-][0-9a-z-]*))*)?(?![\s\S])/i;

/** The version of what no release was made of. */
export const unreleased = (commit: string): string => `0.0.0-g${commit.slice(0, 12)}`;

/** What is wrong with a version, as the end of a sentence; undefined when nothing is. */
export function versionFault(version: string): string | undefined {
  if (version.length > 64) return "is longer than 64 characters. Use a version such as 1.4.0.";
  if (VERSION.test(version)) return undefined;
  if (/^v\d/i.test(version)) return "begins with a letter. Leave it out: 1.4.0.";
  if (version.includes("+")) return "has build metadata. Leave out the plus sign and what follows.";
  return "is no semantic version. Use one such as 1.4.0, or 1.5.0-rc.1.";
}

const schema = z.strictObject({
  format: z.literal(1),
  app: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "use the name of an app, such as portal"),
  version: z.string().superRefine((version, context) => {
    const fault = versionFault(version);
    if (fault !== undefined) context.addIssue({ code: "custom", message: `${quoted(version)} ${fault}` });
  }),
  commit: z.string().regex(/^[0-9a-f]{40}$/, "use all forty digits of a commit"),
  files: z.array(
    z.strictObject({
      path: z.string(),
      size: z.int().min(0, "use a number of bytes"),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, "use the 64 hexadecimal digits of a SHA-256"),
    }),
  ),
});

/**
 * The manifest in the bytes of its file. That the files are what it says is another question: see `demandSame`.
 *
 * @throws PackageError that says everything for which it is none, with the place of each fault.
 */
export function manifestIn(bytes: Uint8Array): PackageManifest {
  const value = parsed(bytes);
  const format = (value as { format?: unknown } | null)?.format;
  if (format !== undefined && format !== 1)
    throw new PackageError(
      `${MANIFEST_FILE} has the format ${quoted(String(JSON.stringify(format)))}, and this reads the format 1. Build package and Deployer of the same state of this repository.`,
    );
  const read = schema.safeParse(value);
  if (!read.success)
    throw new PackageError(
      read.error.issues
        .slice(0, 20)
        .map(({ path, message }) => `${MANIFEST_FILE}: ${placeOf(path)}: ${message.replace(/\.$/, "")}.`)
        .join("\n"),
    );
  demandNone(faultsOf(read.data));
  return read.data;
}

function parsed(bytes: Uint8Array): unknown {
  if (bytes.length > MOST_MANIFEST_BYTES)
    throw new PackageError(`${MANIFEST_FILE} has ${bytes.length} bytes: no manifest is so long. Build it again.`);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new PackageError(`${MANIFEST_FILE} is no text in UTF-8. Build the package by \`infra package\`.`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new PackageError(
      `${MANIFEST_FILE} is no JSON, or only a part of it. Build the package by \`infra package\`.`,
    );
  }
}

const placeOf = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? "at the top"
    : path
        .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
        .join("")
        .slice(1);

function faultsOf({ files }: PackageManifest): readonly string[] {
  const paths = files.map(({ path }) => path);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const missing = [API_FILE, WEB_FOLDER + ENTRY_PAGE].filter((path) => !paths.includes(path));
  const strange = paths.filter((path) => path !== API_FILE && !path.startsWith(WEB_FOLDER));
  return [
    ...(files.length > MOST_FILES
      ? [`${MANIFEST_FILE} lists ${files.length} files, and a package has at most ${MOST_FILES}.`]
      : []),
    ...(size > MOST_BYTES ? [`the package has ${size} bytes, and may have at most ${MOST_BYTES}.`] : []),
    ...paths.flatMap((path) => {
      const fault = pathFault(path);
      return fault === undefined ? [] : [`${quoted(path)} ${fault}`];
    }),
    ...clashes(paths),
    ...missing.map((path) => `the package has no ${path}. Build it by \`infra package\`.`),
    ...strange.map((path) => `${quoted(path)} is neither ${API_FILE} nor below ${WEB_FOLDER}. Take it out.`),
  ];
}

/** The text of a manifest: the same bytes on every machine. */
export function manifestText({ format, app, version, commit, files }: PackageManifest): string {
  const sorted = [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, size, sha256 }) => ({ path, size, sha256 }));
  return `${JSON.stringify({ format, app, version, commit, files: sorted }, undefined, 1)}\n`;
}

/** @throws PackageError when a package is of another app. */
export function demandApp({ app, version }: PackageManifest, wanted: string): void {
  if (app !== wanted)
    throw new PackageError(
      `the package is version ${version} of the app ${quoted(app)}, and this deploys ${wanted}. Hand in a package of ${wanted}.`,
    );
}

/**
 * Makes sure that a package holds exactly what its manifest says.
 *
 * @param found Everything in it but the manifest and folders.
 * @throws PackageError that names each file that is missing, strange, or has other bytes.
 */
export function demandSame({ files }: PackageManifest, found: readonly FoundFile[]): void {
  const there = new Map(found.map((file) => [file.path, file]));
  const listed = new Set(files.map(({ path }) => path));
  demandNone([
    ...clashes(found.map(({ path }) => path)),
    ...files.flatMap((file) => {
      const fault = differenceOf(file, there.get(file.path));
      return fault === undefined ? [] : [`${quoted(file.path)} ${fault}`];
    }),
    ...found
      .filter(({ path }) => !listed.has(path))
      .map(({ path }) => `${quoted(path)} is in the package, and its manifest does not list it. ${AGAIN}`),
  ]);
}

function differenceOf(wanted: PackagedFile, found: FoundFile | undefined): string | undefined {
  if (!found) return `is missing, and the manifest lists it. ${AGAIN}`;
  if ("kind" in found)
    return `is ${found.kind === "link" ? "a link" : "no ordinary file"}. A package holds files alone.`;
  if (found.size !== wanted.size) return `has ${found.size} bytes, and the manifest says ${wanted.size}. ${AGAIN}`;
  if (found.sha256 !== wanted.sha256)
    return `has the SHA-256 ${found.sha256}, and the manifest says ${wanted.sha256}. ${AGAIN}`;
  return undefined;
}

const AGAIN = "Build the package again, and hand it in as it is.";
