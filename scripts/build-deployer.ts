import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

const ROOT = join(__dirname, "..");

/** What the Deployer begins with. */
export const DEPLOYER_ENTRY = join(ROOT, "runtime", "deployer", "main.ts");

/** Name of the file that it is bundled into. */
export const DEPLOYER_FILE = "deploy.js";

/** Where the image takes the Deployer from. */
export const DEPLOYER_BUILD = join(ROOT, ".infra", "deployer");

/**
 * Bundles the Deployer, so that its image holds no package and no source: one file, and the AppSpec that it fills.
 *
 * @param folder Where to; emptied before.
 * @param entry What is run.
 */
export function buildDeployer(folder = DEPLOYER_BUILD, entry = DEPLOYER_ENTRY): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  buildSync({
    entryPoints: [entry],
    outfile: join(folder, DEPLOYER_FILE),
    bundle: true,
    platform: "node",
    // What the image runs.
    target: "node22",
    legalComments: "none",
    logLevel: "warning",
  });
  copyFileSync(join(ROOT, "runtime", "deployer", "appspec.yml"), join(folder, "appspec.yml"));
}

if (require.main === module) {
  buildDeployer();
  process.stdout.write(`The Deployer is in ${DEPLOYER_BUILD}.\n`);
}
