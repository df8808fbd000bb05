import { ReleaseError, type ReleaseReader, ReleaseRefusal } from "./ports";
import { versionOfTag } from "./version";

/** The package of a release, as it was published. */
export interface ReleasedPackage {
  readonly bytes: Uint8Array;
  /** `sha256:…`, as GitHub tells it; undefined where it tells none. */
  readonly digest: string | undefined;
}

/**
 * The package of a release, to be deployed: when it is released, and again later, to go back to it.
 *
 * @param tag The release's: `v1.4.0`.
 * @param name Name of the package's file.
 * @throws ReleaseRefusal when there is no such release, or it has no package; nothing is deployed then.
 */
export async function releasedPackage(
  github: Pick<ReleaseReader, "releasesOf" | "download">,
  tag: string,
  name: string,
): Promise<ReleasedPackage> {
  if (!versionOfTag(tag)) throw new ReleaseRefusal(`"${tag}" is no release; name one by its tag, such as v1.4.0`);
  const release = (await github.releasesOf(tag)).find(({ isDraft }) => !isDraft);
  if (!release)
    throw new ReleaseRefusal(`there is no release ${tag} that is published; the page of releases names those that are`);
  const asset = release.assets.find((each) => each.name === name && each.isWhole);
  if (!asset) throw new ReleaseRefusal(`the release ${tag} has no package ${name}: ${release.url}`);
  const bytes = await github.download(asset);
  if (bytes.length !== asset.size)
    throw new ReleaseError(
      `of the package ${name} of ${tag}, ${bytes.length} bytes came of ${asset.size}; try it again`,
    );
  return { bytes, digest: asset.digest };
}
