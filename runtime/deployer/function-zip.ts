import { strFromU8, unzipSync } from "fflate";
import { z } from "zod";
import { quoted } from "../quoted";
import { API_FILE, type PackageManifest } from "./manifest";
import { PackageError } from "./package-error";

/** Where the code of the function says of which version it is. */
export const RELEASE_FILE = "release.json";

/** Most bytes of a function's code, unpacked. Source: Lambda quotas, "Deployment package (.zip file archive) size". */
export const MOST_CODE_BYTES = 250 * 1024 * 1024;

/** Files that Lambda finds the function in: the stack calls it `index.handler`. */
export const ENTRY_MODULES: readonly string[] = ["index.mjs", "index.js", "index.cjs"];

/** What the function says of its version. */
export type FunctionRelease = Pick<PackageManifest, "app" | "version" | "commit">;

/** The text of `release.json`: the same bytes on every machine. */
export const functionReleaseText = ({ app, version, commit }: FunctionRelease): string =>
  `${JSON.stringify({ app, version, commit })}\n`;

const schema = z.object({ app: z.string(), version: z.string(), commit: z.string() });

/**
 * Makes sure that the code of a function can be one, and is of the version that its package says.
 *
 * @throws PackageError
 */
export function demandFunction(bytes: Uint8Array, manifest: PackageManifest): void {
  let size = 0;
  let files = 0;
  let hasEntry = false;
  const release = unpacked(() =>
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        size += originalSize;
        if (!name.endsWith("/")) files += 1;
        hasEntry ||= ENTRY_MODULES.includes(name);
        // What it unpacks to is known before it is unpacked.
        return name === RELEASE_FILE && originalSize < 10_000;
      },
    }),
  )[RELEASE_FILE];
  if (size > MOST_CODE_BYTES)
    throw new PackageError(`${API_FILE} has ${size} bytes unpacked, and Lambda takes ${MOST_CODE_BYTES}. Bundle less.`);
  const said = release && releaseIn(release);
  if (!said) throw new PackageError(`${API_FILE} holds no ${RELEASE_FILE} of ours. Build it by \`infra package\`.`);
  if (files < 2) throw new PackageError(`${API_FILE} holds no code. See whether the build of the API ended well.`);
  if (!hasEntry)
    throw new PackageError(
      `${API_FILE} has none of ${ENTRY_MODULES.join(", ")} at its top, so Lambda would find no function in it. Name the folder of the built code.`,
    );
  if (functionReleaseText(said) !== functionReleaseText(manifest))
    throw new PackageError(
      `${API_FILE} is of ${quoted(said.app)} ${quoted(said.version)}, commit ${quoted(said.commit)}, and its package of ${manifest.app} ${manifest.version}, commit ${manifest.commit}. Build the package again.`,
    );
}

function unpacked(work: () => Readonly<Record<string, Uint8Array>>): Readonly<Record<string, Uint8Array>> {
  try {
    return work();
  } catch {
    throw new PackageError(`${API_FILE} is no zip that can be read. Build the package by \`infra package\`.`);
  }
}

function releaseIn(bytes: Uint8Array): FunctionRelease | undefined {
  try {
    const read = schema.safeParse(JSON.parse(strFromU8(bytes)));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
