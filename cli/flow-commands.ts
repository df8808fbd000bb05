import { type Command, InvalidArgumentError, Option } from "commander";
import type { ExitCode } from "./failures";
import { catalogueOption, jsonOption } from "./options";

/** Loaded when one of the commands is called: `--help` stays quick. */
const load = (): typeof import("./commands/flow") => require("./commands/flow");

/** Declares `infra flow …`. */
export function addFlowCommands(infra: Command, end: (code: ExitCode) => void): void {
  const flow = infra.command("flow").description("pull requests between the branches of this repository");

  flow
    .command("release")
    .description("open the pull request that releases dev to main, or say in it what each network will see")
    .addOption(branchOption("--from <branch>", "the branch that is released", "dev"))
    .addOption(branchOption("--to <branch>", "the branch that it goes to", "main"))
    .addOption(catalogueOption())
    .addOption(jsonOption())
    .action(async (options) => end(await load().releaseBranch(options)));

  flow
    .command("back-merge")
    .description("open the pull request that brings dev what only main has; close it when dev has everything")
    .addOption(branchOption("--from <branch>", "the branch whose commits are brought back", "main"))
    .addOption(branchOption("--to <branch>", "the branch that lacks them", "dev"))
    .addOption(jsonOption())
    .action(async (options) => end(await load().bringBack(options)));
}

const branchOption = (flags: string, description: string, name: string): Option =>
  new Option(flags, description).default(name).argParser(branch);

/** Those that may stand in a command: nothing that git, a shell or Markdown reads otherwise. */
function branch(text: string): string {
  if (!/^[A-Za-z0-9][\w./-]{0,99}$/.test(text))
    throw new InvalidArgumentError("use the name of a branch, of letters, digits and - . / _ alone.");
  return text;
}
