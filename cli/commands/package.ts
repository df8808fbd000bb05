import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { buildFiles } from "../../adapters/build-folder";
import { writeWhole } from "../../adapters/files";
import { packageOf } from "../../operations/apps/package";
import { unreleased } from "../../runtime/deployer/manifest";
import { quoted } from "../../runtime/quoted";
import { appNamed } from "../app-places";
import { ExitCode, InputError } from "../failures";
import { print, printJson, tell } from "../output";
import { mustBeWritable } from "../text-files";

export interface PackageOptions {
  readonly version?: string;
  readonly commit: string;
  /** Folder of the built site. */
  readonly web: string;
  /** Folder of the built code of the function. */
  readonly api: string;
  /** Where the package goes. */
  readonly output: string;
  readonly allowSecretShapes: boolean;
  readonly catalogue: string;
  readonly json: boolean;
}

/** Builds the release package of an app. Nothing is asked of AWS. */
export async function packageApp(appName: string, options: PackageOptions): Promise<ExitCode> {
  const { commit, web, api, output, allowSecretShapes: allowSecrets, json } = options;
  const { version = unreleased(commit) } = options;
  const app = appNamed(options.catalogue, appName).name;
  const parts = { web: await buildFiles(web), api: await buildFiles(api) };
  for (const folder of [web, api]) demandOutside(output, folder);
  mustBeWritable([output], []);
  const { manifest, bytes, sha256, warnings } = packageOf({ app, version, commit, ...parts, allowSecrets });
  for (const warning of warnings) tell(`warning: ${warning}`);
  await writeWhole(output, bytes);
  const files = manifest.files.length;
  if (json) printJson({ app, version, commit, path: output, bytes: bytes.length, sha256, files });
  else
    print(
      [
        `${output}: ${app} ${version}, commit ${commit}`,
        `${bytes.length} bytes, ${files} files, sha256 ${sha256}`,
      ].join("\n"),
    );
  return ExitCode.done;
}

/** The next package would hold this one. */
function demandOutside(output: string, folder: string): void {
  const real = `${realpathSync(folder)}${sep}`;
  if (realPathOf(output).startsWith(real))
    throw new InputError(
      `${quoted(output)} is in the folder ${quoted(folder)}, so the next package would hold this one. Name a file elsewhere.`,
    );
}

/** Where a file is or will be, whatever links lead to it. */
function realPathOf(path: string): string {
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  return dirname(whole) === whole ? whole : join(realPathOf(dirname(whole)), basename(whole));
}
