import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { type Unzipped, unzipSync } from "fflate";
import { demandFunction } from "../runtime/deployer/function-zip";
import {
  API_FILE,
  demandApp,
  demandSame,
  type FoundFile,
  MANIFEST_FILE,
  MOST_MANIFEST_BYTES,
  manifestIn,
  type PackageManifest,
} from "../runtime/deployer/manifest";
import { PackageError } from "../runtime/deployer/package-error";
import { quoted } from "../runtime/quoted";
import { MOST_BYTES, MOST_FILES } from "../runtime/site/limits";
import { type ZipEntry, zipEntries } from "./zip-entries";

/** A release package that was read, and is what its manifest says. */
export interface ReleasePackage {
  readonly manifest: PackageManifest;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Reads a release package and compares every file in it with its manifest. Nothing is unpacked before it is known how much it
 * comes to; what stands in it is never written anywhere.
 *
 * @param app The app that it must be of.
 * @throws PackageError that names what is wrong.
 */
export async function readPackage(file: string, app: string): Promise<ReleasePackage> {
  const bytes = await bytesOf(file);
  const entries = listed(file, bytes);
  const files = unpacked(file, bytes);
  const manifestBytes = entry(files, MANIFEST_FILE);
  if (!manifestBytes)
    throw new PackageError(
      `${quoted(file)} holds no ${MANIFEST_FILE}, so it is no package. Build it by \`infra package\`.`,
    );
  const manifest = manifestIn(manifestBytes);
  demandApp(manifest, app);
  demandSame(manifest, found(entries, files));
  demandFunction(entry(files, API_FILE) ?? new Uint8Array(), manifest);
  return { manifest, bytes, sha256: sha256(bytes) };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES)
      throw new PackageError(`${quoted(file)} has ${size} bytes, and a package has at most ${MOST_BYTES}.`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof PackageError) throw error;
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new PackageError(
      `${quoted(file)} cannot be read: ${REASONS.get(code) ?? code}. Name a package that \`infra package\` wrote.`,
    );
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "access is denied"],
  ["EISDIR", "it is a folder"],
  ["ENOENT", "there is no such file"],
  ["ENOTDIR", "there is no such file"],
]);

/** The files of a package, folders left out, by its table of contents. */
function listed(file: string, bytes: Uint8Array): readonly ZipEntry[] {
  const entries = inZip(file, () => zipEntries(bytes)).filter(({ kind }) => kind !== "folder");
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  const most = MOST_BYTES + MOST_MANIFEST_BYTES;
  if (entries.length > MOST_FILES + 1)
    throw new PackageError(`${quoted(file)} holds ${entries.length} files, and a package has at most ${MOST_FILES}.`);
  if (total > most)
    throw new PackageError(`${quoted(file)} has ${total} bytes unpacked, and a package has at most ${MOST_BYTES}.`);
  const locked = entries.find(({ isEncrypted }) => isEncrypted);
  if (locked)
    throw new PackageError(`${quoted(locked.name)} in ${quoted(file)} is encrypted. A package holds plain files.`);
  return entries;
}

const unpacked = (file: string, bytes: Uint8Array): Unzipped =>
  inZip(file, () => {
    try {
      return unzipSync(bytes);
    } catch (error) {
      throw new Error(`is a zip that cannot be unpacked (${(error as Error).message})`);
    }
  });

function inZip<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new PackageError(`${quoted(file)} ${(error as Error).message}. Build it by \`infra package\`.`);
  }
}

/** What stands twice is found twice, and the manifest lists it once. */
const found = (entries: readonly ZipEntry[], files: Unzipped): readonly FoundFile[] =>
  entries
    .filter(({ name }) => name !== MANIFEST_FILE)
    .map(({ name: path, kind }): FoundFile => {
      if (kind === "link" || kind === "special") return { path, kind };
      const bytes = entry(files, path);
      return bytes ? { path, size: bytes.byteLength, sha256: sha256(bytes) } : { path, kind: "special" };
    });

/** A name may be that of something that every object has. */
const entry = (files: Unzipped, name: string): Uint8Array | undefined =>
  Object.hasOwn(files, name) ? files[name] : undefined;

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
