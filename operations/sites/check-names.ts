import { count } from "../report/wording/words";
import { fileAt } from "./addresses";
import type { BuildFile, Findings } from "./build-file";
import { quoted } from "./client-host";
import { CONFIG_PATH } from "./entry";

/**
 * Longest path of a file, in characters, as a browser asks for it: the edge function takes no more than 900 with the slash,
 * and with the folder of its release a key stays below the 1,024 bytes that S3 takes.
 */
const LONGEST_ADDRESS = 899;

/** Longest path of a file, in characters, as it is called. */
const LONGEST_PATH = 512;

/** The one folder of the web that begins with a dot. Source: RFC 8615. */
const WELL_KNOWN = ".well-known/";

/** What is wrong with the names of a build's files: nobody could ask for them, or nobody should. */
export function checkNames(files: readonly BuildFile[]): Findings {
  const errors = files.flatMap(({ path }) => {
    const fault = faultOf(path);
    return fault === undefined ? [] : [`${quoted(path)} ${fault}`];
  });
  const maps = files.filter(({ path }) => path.endsWith(".map")).length;
  return {
    errors,
    warnings: [
      ...unreachable(files),
      ...twins(files),
      ...(maps > 0
        ? [`the build has ${count(maps, "source map")} (*.map): everybody can read the sources in them.`]
        : []),
    ],
  };
}

function faultOf(path: string): string | undefined {
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(path)) return "has a character in its name that cannot be seen. Rename it.";
  if (path.includes("\\")) return "has a backslash in its name. Rename it.";
  if (path.includes("%"))
    return "has a per cent sign in its name, which no address of these sites may hold. Rename it.";
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "is no path inside of the build. Name files by their folders and their names.";
  const hidden = (path.startsWith(WELL_KNOWN) ? parts.slice(1) : parts).find((part) => part.startsWith("."));
  if (hidden !== undefined)
    return `is hidden: of names that begin with a dot, only ${WELL_KNOWN} is published. Leave it out of the build.`;
  if (`/${path}` === CONFIG_PATH)
    return "would never be served: that address answers the settings of the site. Leave it out of the build.";
  if (path.length > LONGEST_PATH || addressOf(path).length > LONGEST_ADDRESS)
    return `has a path of ${path.length} characters, ${addressOf(path).length} in an address. Use at most ${LONGEST_PATH}, and ${LONGEST_ADDRESS} in an address.`;
  return undefined;
}

const addressOf = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** The edge function takes a path without a dot for a page. */
const unreachable = (files: readonly BuildFile[]): readonly string[] =>
  files.flatMap(({ path }) =>
    fileAt(`/${path}`, {}) === path
      ? []
      : [`${quoted(path)} has no ending, so its address is taken for that of a page: nobody can ask for it.`],
  );

/** S3 tells capitals apart, and so do addresses; whoever builds on macOS or Windows does not. */
function twins(files: readonly BuildFile[]): readonly string[] {
  const seen = new Map<string, string>();
  return files.flatMap(({ path }) => {
    const before = seen.get(path.toLowerCase());
    seen.set(path.toLowerCase(), path);
    return before === undefined ? [] : [`${quoted(before)} and ${quoted(path)} differ in capitals alone.`];
  });
}
