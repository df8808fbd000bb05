import { isUtf8 } from "node:buffer";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { BuildFile } from "../operations/sites/build-file";
import { quoted } from "../operations/sites/client-host";
import { SiteInputError } from "../operations/sites/input-error";
import { MOST_BYTES, MOST_FILES } from "../runtime/site/limits";

/**
 * Every file below a folder, links followed, sorted by path. A link may lead to another place in the folder, and nowhere else:
 * what lies elsewhere on this machine is no part of a build.
 *
 * @throws SiteInputError when the folder cannot be read, holds what is no file or folder, or far more than a release does.
 */
export async function buildFiles(folder: string): Promise<readonly BuildFile[]> {
  const root = await readable(folder, () => realpath(folder));
  if (!(await stat(root)).isDirectory())
    throw new SiteInputError(`${quoted(folder)} is no folder. Name that of a build.`);
  const files: BuildFile[] = [];
  let bytes = 0;

  async function walk(path: string, above: readonly string[]): Promise<void> {
    const here = await inside(path);
    if (above.includes(here)) throw refused(path, "leads around in a circle. Take the link out of the build.");
    for (const name of await namesIn(path)) {
      const at = join(path, name);
      const real = await inside(at);
      const found = await readable(at, () => stat(real));
      if (found.isDirectory()) await walk(at, [...above, here]);
      else if (!found.isFile()) throw refused(at, "is neither a file nor a folder. Take it out of the build.");
      else {
        bytes += found.size;
        if (bytes > MOST_BYTES)
          throw new SiteInputError(`${quoted(folder)} holds more than ${MOST_BYTES} bytes, the most of a release.`);
        if (files.length >= MOST_FILES)
          throw new SiteInputError(`${quoted(folder)} holds more than ${MOST_FILES} files, the most of a release.`);
        files.push({ path: pathOf(at), bytes: await readable(at, () => readFile(real)) });
      }
    }
  }

  /** Where something really lies. */
  async function inside(path: string): Promise<string> {
    const real = await readable(path, () => realpath(path));
    if (real !== root && !real.startsWith(root + sep))
      throw refused(path, "is a link that leads out of the build. Copy what it leads to.");
    return real;
  }

  async function namesIn(path: string): Promise<readonly string[]> {
    const names = await readable(path, () => readdir(path, { encoding: "buffer" }));
    if (names.some((name) => !isUtf8(name))) throw refused(path, "holds a file whose name is not UTF-8. Rename it.");
    return names.map((name) => name.toString("utf8")).sort();
  }

  const pathOf = (path: string): string => relative(root, path).split(sep).join("/");
  const refused = (path: string, why: string): SiteInputError =>
    new SiteInputError(`${quoted(pathOf(path) || folder)} ${why}`);

  await walk(root, []);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function readable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    const why = REASONS[code] ?? `could not be read (${code})`;
    throw new SiteInputError(`${quoted(path)} ${why}.`, { cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist, or is a link that leads nowhere",
  ENOTDIR: "does not exist: a part of it is a file",
  EACCES: "may not be read by whoever runs this",
  ELOOP: "leads around in a circle",
};
