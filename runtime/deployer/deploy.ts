import { appEntry, appEntryText } from "./app-entry";
import type { Aws } from "./aws";
import type { Say } from "./deployment-end";
import { publishFunction } from "./function-code";
import { objectCreator } from "./objects";
import { packageIn } from "./package-folder";
import type { Patience } from "./patience";
import type { Settings } from "./settings";
import { shiftAlias } from "./shift-alias";
import { switchSite } from "./site-entry";
import { siteReleaseOf } from "./site-release";
import { functionKey, uploadFunction, uploadSite } from "./uploads";
import { claimVersion } from "./version-claim";

/**
 * Deploys the package that the pipeline handed over. Nothing is asked of AWS before all of it was verified; nothing is shown
 * to anybody before all of it is there. The API goes first, as pages call it; run again, it goes on where it was.
 *
 * @throws PackageError, DeployError
 */
export async function deploy(settings: Settings, aws: Aws, patience: Patience, say: Say): Promise<void> {
  const { app, stage, siteHost, apiHost, buildId, webBucket, functionName } = settings;
  const verified = await packageIn(settings.folder, app);
  const { manifest } = verified;
  const release = await siteReleaseOf(manifest, verified.read);
  const at = new Date(patience.now()).toISOString();
  const entry = appEntry(release, manifest, { apiHost, buildId, at });
  appEntryText(entry);
  const what = `${app} ${manifest.version}, commit ${manifest.commit}`;
  say(`verified: ${what}; ${manifest.files.length} files are what its manifest says. Deploying to ${stage}`);

  const create = objectCreator(aws.s3, webBucket, patience);
  const claimed = await claimVersion(manifest, create);
  say(`version ${manifest.version}: ${claimed === "created" ? "recorded" : "recorded before, with the same bytes"}`);

  const uploaded = await uploadSite(release, verified, create, webBucket);
  const digest = await uploadFunction(verified, create, webBucket);
  say(`uploaded: ${uploaded} of ${release.manifest.files.length} files of the site; the others were there`);

  const code = { functionName, bucket: webBucket, key: functionKey(digest), digest, description: what };
  const version = await publishFunction(aws.lambda, code, patience);
  say(`published: version ${version} of the function ${functionName}`);

  await shiftAlias(
    aws,
    {
      functionName,
      alias: settings.functionAlias,
      to: version,
      application: settings.deploymentApplication,
      group: settings.deploymentGroup,
      description: what,
    },
    patience,
    say,
  );

  const { keyValueStoreArn } = settings;
  const switched = await switchSite(aws.keyValueStore, { keyValueStoreArn, host: siteHost }, entry, patience);
  say(`site: ${switched === "switched" ? "switched to" : "serves already"} the release ${release.digest.slice(0, 12)}`);
  say(`served: ${what} at https://${siteHost} and https://${apiHost}`);
}
