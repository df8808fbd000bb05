import { quoted } from "../quoted";

/**
 * Longest path of a file in a package, in bytes of UTF-8: S3 counts these, and takes 1,024 for a key, of which the release has
 * a part.
 */
const LONGEST_PATH = 512;

/** What is wrong with the path of a file in a package, as the end of a sentence; undefined when nothing is. */
export function pathFault(path: string): string | undefined {
  if (path === "") return "is empty. Name each file by its folders and its name.";
  // What a terminal or a page would act upon, or not show at all.
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(path)) return "has a character in its name that cannot be seen. Rename it.";
  if (path.includes("\\")) return "has a backslash in its name. Use slashes between folders.";
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) return "is absolute. Name it from the top of the package on.";
  if (path.split("/").some((part) => part === "" || part === "." || part === ".."))
    return "is no path inside of the package. Name files by their folders and their names, without . and ..";
  const bytes = Buffer.byteLength(path);
  if (bytes > LONGEST_PATH) return `has ${bytes} bytes. Use at most ${LONGEST_PATH} for folders and name.`;
  return undefined;
}

/**
 * What is wrong between paths: one that stands twice, two that some file systems take for one, and a file where others have
 * a folder.
 */
export function clashes(paths: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  const faults = paths.flatMap((path) => {
    const key = path.normalize("NFC").toLowerCase();
    const before = seen.get(key);
    seen.set(key, path);
    if (before === undefined) return [];
    return before === path
      ? [`${quoted(path)} stands twice. Build the package again.`]
      : [`${quoted(before)} and ${quoted(path)} are one file to some file systems. Rename one of them.`];
  });
  const files = new Set(paths);
  // One that is too long is told by itself: looking at each of its folders would take longer than there is time.
  const short = paths.filter((path) => path.length <= LONGEST_PATH);
  const covered = short.flatMap((path) => {
    const folder = foldersOf(path).find((above) => files.has(above));
    return folder === undefined
      ? []
      : [`${quoted(folder)} is a file and the folder of ${quoted(path)}. Rename one of them.`];
  });
  return [...faults, ...covered];
}

const foldersOf = (path: string): readonly string[] =>
  path.split("/").flatMap((_, depth, parts) => (depth === 0 ? [] : [parts.slice(0, depth).join("/")]));
