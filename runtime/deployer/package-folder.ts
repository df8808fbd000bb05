import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { quoted } from "../quoted";
import { MOST_FILES } from "../site/limits";
import { demandFunction } from "./function-zip";
import {
  API_FILE,
  demandApp,
  demandSame,
  type FoundFile,
  MANIFEST_FILE,
  MOST_MANIFEST_BYTES,
  manifestIn,
  type PackageManifest,
} from "./manifest";
import { PackageError } from "./package-error";

/** A package that was unpacked to a folder, and is exactly what its manifest says. */
export interface UnpackedPackage {
  readonly manifest: PackageManifest;
  /** The bytes of one of its files. */
  read(path: string): Promise<Uint8Array>;
}

/**
 * Reads and verifies the whole package in a folder. Links are never followed.
 *
 * @param app The app that it has to be of.
 * @throws PackageError that says everything for which it is none.
 */
export async function packageIn(folder: string, app: string): Promise<UnpackedPackage> {
  const read = (path: string): Promise<Uint8Array> => readable(path, () => readFile(join(folder, path)));
  const manifest = manifestIn(await manifestBytes(folder));
  demandApp(manifest, app);
  demandSame(manifest, await filesIn(folder));
  demandFunction(await read(API_FILE), manifest);
  return { manifest, read };
}

async function manifestBytes(folder: string): Promise<Uint8Array> {
  const path = join(folder, MANIFEST_FILE);
  const found = await lstat(path).catch(() => undefined);
  if (!found) throw new PackageError(`the package has no ${MANIFEST_FILE}. Build it by \`infra package\`.`);
  if (!found.isFile()) throw new PackageError(`${MANIFEST_FILE} is no ordinary file. Build the package again.`);
  // What is too long to be a manifest is not read.
  if (found.size > MOST_MANIFEST_BYTES)
    throw new PackageError(`${MANIFEST_FILE} has ${found.size} bytes: no manifest is so long. Build it again.`);
  return readable(MANIFEST_FILE, () => readFile(path));
}

/** Everything below a folder but folders and the manifest. */
async function filesIn(folder: string): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];

  async function walk(above: string): Promise<void> {
    const names = await readable(above, () => readdir(join(folder, above), { encoding: "buffer" }));
    for (const bytes of names) {
      if (!isUtf8(bytes)) throw new PackageError(`${quoted(above || "the package")} holds a name that is not UTF-8.`);
      const path = above === "" ? bytes.toString("utf8") : `${above}/${bytes.toString("utf8")}`;
      const at = await readable(path, () => lstat(join(folder, path)));
      if (at.isDirectory()) await walk(path);
      else if (path !== MANIFEST_FILE) {
        // One more than there may be is enough to tell.
        if (found.length > MOST_FILES) throw new PackageError(`the package holds more than ${MOST_FILES} files.`);
        found.push(await foundAt(path, at));
      }
    }
  }

  async function foundAt(path: string, at: Awaited<ReturnType<typeof lstat>>): Promise<FoundFile> {
    if (at.isSymbolicLink()) return { path, kind: "link" };
    if (!at.isFile()) return { path, kind: "special" };
    return { path, size: Number(at.size), sha256: await readable(path, () => sha256Of(join(folder, path))) };
  }

  await walk("");
  return found;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function readable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    throw new PackageError(`${quoted(path || "the package")} could not be read (${code}).`, { cause: error });
  }
}
