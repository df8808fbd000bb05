import { type Command, InvalidArgumentError, Option } from "commander";
import type { ExitCode } from "./failures";
import { catalogueOption, jsonOption } from "./options";

/** A command's module, loaded when it is called: `--help` stays quick. */
const load = <Module>(name: string): Module => require(`./commands/${name}`) as Module;

/** Declares `infra package`. */
export function addPackageCommand(infra: Command, end: (code: ExitCode) => void): void {
  infra
    .command("package")
    .description("build the release package of an app: one zip, the same bytes of the same builds on every machine")
    .argument("<app>", "the app, such as portal")
    .addOption(
      new Option("--version <version>", "the version, such as 1.4.0")
        .argParser(version)
        .default(undefined, "0.0.0-g<commit>, of what no release was made of"),
    )
    .addOption(
      new Option("--commit <sha>", "the commit that it was built from, in full")
        .argParser(commit)
        .makeOptionMandatory(),
    )
    .requiredOption("--web <dir>", "the built site: the folder with index.html")
    .requiredOption("--api <dir>", "the built code of the function: the folder with index.mjs or index.js")
    .requiredOption("--output <file>", "where the package goes, such as portal.zip")
    .option(
      "--allow-secret-shapes",
      "package it although files of the site hold what looks like secrets, as they are none",
      false,
    )
    .addOption(catalogueOption())
    .addOption(jsonOption())
    .action(async (app, options) =>
      end(await load<typeof import("./commands/package")>("package").packageApp(app, options)),
    );
}

function version(text: string): string {
  const { versionFault } = require("../runtime/deployer/manifest") as typeof import("../runtime/deployer/manifest");
  const fault = versionFault(text);
  if (fault !== undefined) throw new InvalidArgumentError(`it ${fault}`);
  return text;
}

function commit(text: string): string {
  if (!/^[0-9a-f]{40}$/.test(text)) throw new InvalidArgumentError("use all forty digits of a commit.");
  return text;
}
