import type { Command } from "commander";
import { appCommand } from "./app-deploy-commands";
import type { ExitCode } from "./failures";
import { catalogueOption, collect, endpointOption, jsonOption } from "./options";

/** A command's module, loaded when it is called: `--help` stays quick. */
const load = <Module>(name: string): Module => require(`./commands/app/${name}`) as Module;

type End = (code: ExitCode) => void;

/** Declares those of `infra app …` that make releases, and the image of the Deployer. */
export function addReleaseCommands(infra: Command, end: End): void {
  const app = appCommand(infra);
  addReleases(app, end);
  addImages(app, end);
}

function addReleases(app: Command, end: End): void {
  app
    .command("release")
    .description("make the next release of an app on GitHub: its tag, its notes, its package; or say which one is next")
    .argument("<app>", "the app, such as portal")
    .option("--code <dir>", "checkout of the app's code, with its whole history", ".")
    .option("--commit <ref>", "the commit that is released", "HEAD")
    .option(
      "--path <path>",
      "what the app is made of in there (default: everything); may be given several times",
      collect,
    )
    .option("--package <file>", "the package of that very version and commit, by `infra package`")
    .option("--dry-run", "only say which release is next, and its notes", false)
    .option("--output <file>", "add version, tag, commit and state to this file of a job's outputs")
    .option("--summary <file>", "add what came of it to this job summary")
    .addOption(catalogueOption())
    .addOption(jsonOption())
    .action(async (name, options) =>
      end(await load<typeof import("./commands/app/release")>("release").release(name, options)),
    );

  app
    .command("release-package")
    .description("fetch the package of a release from GitHub, as it was released: to deploy it, now or again")
    .argument("<app>", "the app, such as portal")
    .argument("<tag>", "the release, such as v1.4.0")
    .requiredOption("--output <file>", "where to")
    .addOption(catalogueOption())
    .action(async (name, tag, options) =>
      end(
        await load<typeof import("./commands/app/release-package")>("release-package").releasePackage(
          name,
          tag,
          options,
        ),
      ),
    );

  app
    .command("changes")
    .description("say what a push to this repository begins: the app's deployment, the Deployer image, both or nothing")
    .argument("<app>", "the app, such as portal")
    .requiredOption(
      "--before <commit>",
      "the commit before the push; empty when nobody knows, and all counts as changed",
    )
    .option("--commit <ref>", "the commit that was pushed", "HEAD")
    .option("--output <file>", "add image and deploy to this file of a job's outputs")
    .addOption(catalogueOption())
    .action(async (name, options) =>
      end(await load<typeof import("./commands/app/changes")>("changes").changes(name, options)),
    );
}

function addImages(app: Command, end: End): void {
  app
    .command("build-image")
    .description("build the Deployer image with Docker, and lay it out in a folder")
    .requiredOption("--output <dir>", "the folder, which is made")
    .action(async (options) =>
      end(await load<typeof import("./commands/app/build-image")>("build-image").buildDeployerImage(options)),
    );

  app
    .command("push-image")
    .description(
      "push the Deployer image to the repository of a stage, unless one of the same source is there; say what the catalogue has to name",
    )
    .argument("<app>", "the app, such as portal")
    .argument("<stage>", "the stage, which is called after its environment: dev")
    .requiredOption("--image <dir>", "the folder that `infra app build-image` made")
    .option("--summary <file>", "add what came of it to this job summary")
    .addOption(catalogueOption())
    .addOption(endpointOption())
    .addOption(jsonOption())
    .action(async (name, stage, options) =>
      end(await load<typeof import("./commands/app/push-image")>("push-image").pushDeployerImage(name, stage, options)),
    );
}
