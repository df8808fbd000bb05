import { type Command, InvalidArgumentError, Option } from "commander";
import type { ExitCode } from "./failures";
import { catalogueOption, endpointOption, jsonOption, wholeNumber } from "./options";

/** A command's module, loaded when it is called: `--help` stays quick. */
const load = <Module>(name: string): Module => require(`./commands/site/${name}`) as Module;

/** Declares `infra site …`. */
export function addSiteCommands(infra: Command, end: (code: ExitCode) => void): void {
  const site = infra
    .command("site")
    .description("publish builds of static sites, and set the password of their stages");

  site
    .command("publish")
    .description(
      "upload a build as an immutable release, to the stage that takes builds of its branch. It is served nowhere before it is promoted",
    )
    .argument("<line>", "the line of sites, such as qro")
    .argument("<folder>", "what was built: the folder with index.html")
    .requiredOption("--branch <name>", "the branch that it was built from")
    .addOption(
      new Option("--commit <sha>", "the commit that it was built from, in full")
        .argParser(commit)
        .makeOptionMandatory(),
    )
    .option("--stage <name>", "the stage, where several take builds of the branch")
    .addOption(
      new Option(
        "--run <n>",
        "id of the run that built it: a build never replaces that of a later run, which has a higher one",
      )
        .argParser(wholeNumber)
        .default(undefined, "that of the run of GitHub Actions"),
    )
    .option("--by <name>", "who publishes it (default: who began the run of GitHub Actions, else the user of git)")
    .addOption(new Option("--parallel <n>", "how many files at once").argParser(wholeNumber).default(UPLOADS_AT_ONCE))
    .option("--allow-secret-shapes", "publish it although files hold what looks like secrets, as they are none", false)
    .option("--dry-run", "only say which files would be uploaded where, and how they would be served", false)
    .addOption(catalogueOption())
    .addOption(endpointOption())
    .addOption(jsonOption())
    .action(async (line, folder, options) =>
      end(await load<typeof import("./commands/site/publish")>("publish").publish(line, folder, options)),
    );

  site
    .command("password")
    .description(`set the user and the password that the sites of a stage ask for. ${WHERE_FROM}`)
    .summary("set the user and the password that the sites of a stage ask for")
    .argument("<line>", "the line of sites, such as qro")
    .argument("<stage>", "the stage, such as uat; others in the same environment share the password")
    .requiredOption("--user <name>", "the user that browsers are asked for")
    .addOption(catalogueOption())
    .addOption(endpointOption())
    .configureOutput({ outputError: (text, write) => write(withoutValues(text)) })
    .action(async (line, stage, options) =>
      end(await load<typeof import("./commands/site/password")>("password").password(line, stage, options)),
    );
}

/** Most time goes into waiting for S3. */
const UPLOADS_AT_ONCE = 16;

const WHERE_FROM =
  "The password is read from standard input: a pipe, `< file`, or one line typed at a terminal, which is not shown.";

function commit(text: string): string {
  if (!/^[0-9a-f]{40}$/.test(text)) throw new InvalidArgumentError("use all forty digits of a commit.");
  return text;
}

/** Whoever took an option or an argument for the place of a password must not read it again in a log. */
const withoutValues = (text: string): string =>
  /^error: (unknown option|too many arguments)/.test(text)
    ? "error: the command takes a line, a stage and --user, and reads the password from standard input alone\n"
    : text;
