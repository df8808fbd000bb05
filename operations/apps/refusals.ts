import { type AppStage, asksBeforeItDeploys } from "../../model/apps";
import type { DeployerImages } from "./ports";

/** What somebody asked for of an app will not do; nothing was touched. The message says what, why, and what to do. */
export class AppRefusal extends Error {
  override readonly name = "AppRefusal";
}

/** How versions begin of what no release was made of. */
const UNRELEASED = /^0\.0\.0-/;

/**
 * Production takes what was released, and nothing else.
 *
 * @throws AppRefusal
 */
export function demandVersion(stage: AppStage, version: string): void {
  if (asksBeforeItDeploys(stage) && UNRELEASED.test(version))
    throw new AppRefusal(
      `${stage.environment.name} is production and takes released versions alone, and ${version} was never released. Release it, and deploy that package.`,
    );
}

/**
 * The digest of the Deployer image that deploys to a stage.
 *
 * @throws AppRefusal when the catalogue names none: there is no pipeline then.
 */
export function demandImageDigest({ app, environment, deployer, source }: AppStage): string {
  if (deployer.imageDigest !== undefined) return deployer.imageDigest;
  throw new AppRefusal(
    `${app} has no Deployer image at ${environment.name}, so there is no pipeline. Push one to ${deployer.imageRepository}, write its digest as deployerImage into ${source}, and deploy the stack ${deployer.stackId}.`,
  );
}

/**
 * Makes sure that the image which the catalogue names can be pulled: without it the pipeline fails only after an approval.
 *
 * @throws AppRefusal; what `images` throws.
 */
export async function demandImage(
  { app, environment, deployer, source }: AppStage,
  digest: string,
  images: DeployerImages,
) {
  const { imageRepository, stackId } = deployer;
  const found = await images.has(digest);
  if (found === "yes") return;
  if (found === "no-repository")
    throw new AppRefusal(
      `${app} has no Deployer image at ${environment.name}: there is no repository ${imageRepository}. Deploy the stack ${stackId} first.`,
    );
  throw new AppRefusal(
    `${app} has no Deployer image at ${environment.name}: the repository ${imageRepository} lacks ${digest}, which ${source} names. Push that image, or write the digest of one that is there into it.`,
  );
}

/**
 * Refuses a stage whose site asks for no password: one that is set would protect nothing.
 *
 * @throws AppRefusal
 */
export function demandPassword({ app, environment, site, stackId, source }: AppStage): void {
  if (site.access === "password") return;
  throw new AppRefusal(
    `the site of ${app} at ${environment.name} is public, so a password would protect nothing. Say \`access: password\` there in ${source}, and deploy the stack ${stackId} first.`,
  );
}
