import { createHash } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { gitHubReleases } from "../../../adapters/github/releases";
import { readPackage } from "../../../adapters/package-file";
import { ReleaseError } from "../../../operations/versions/ports";
import { releasedPackage } from "../../../operations/versions/released-package";
import { appNamed } from "../../app-places";
import { asInput, ExitCode, InputError } from "../../failures";
import { gitHubSettings } from "../../github-settings";
import { print } from "../../output";
import { packageName } from "../../release-place";
import { mustBeWritable } from "../../text-files";

export interface ReleasePackageOptions {
  readonly catalogue: string;
  readonly output: string;
}

/** Fetches the package of a release, and makes sure that it is what was released. */
export async function releasePackage(appName: string, tag: string, options: ReleasePackageOptions): Promise<ExitCode> {
  const { output } = options;
  const { name } = appNamed(options.catalogue, appName);
  const settings = gitHubSettings(process.env, "fetch the package of a release");
  const github = asInput(() => gitHubReleases(settings));
  mustBeWritable([output], []);
  const { bytes, digest } = await releasedPackage(github, tag, packageName(name));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (digest !== undefined && digest !== `sha256:${sha256}`)
    throw new ReleaseError(`the package of ${tag} came with other bytes than GitHub has; fetch it again`);
  await checkedAt(output, bytes, async (part) => {
    const { manifest } = await readPackage(part, name);
    if (`v${manifest.version}` !== tag)
      throw new InputError(
        `the package of the release ${tag} is version ${manifest.version}. It is not to be deployed.`,
      );
    print(`${output}: version ${manifest.version} of ${name}, of the commit ${manifest.commit.slice(0, 7)}`);
  });
  return ExitCode.done;
}

/** A file that is there is whole: it gets its name once it was looked at. */
async function checkedAt(output: string, bytes: Uint8Array, check: (file: string) => Promise<void>): Promise<void> {
  const part = `${output}.part`;
  await writeFile(part, bytes);
  try {
    await check(part);
    await rename(part, output);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
