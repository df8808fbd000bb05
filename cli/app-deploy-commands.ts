import { type Command, InvalidArgumentError, Option } from "commander";
import type { ExitCode } from "./failures";
import { catalogueOption, collect, endpointOption, fromOption, jsonOption, minutes, url } from "./options";

/** A command's module, loaded when it is called: `--help` stays quick. */
const load = <Module>(name: string): Module => require(`./commands/${name}`) as Module;

type End = (code: ExitCode) => void;

/** `infra app`, under which several files declare commands. */
export const appCommand = (infra: Command): Command =>
  infra.commands.find((command) => command.name() === "app") ??
  infra.command("app").description("deploy apps, ask what their stages serve, and read their logs");

/** Declares `infra app …`. */
export function addAppCommands(infra: Command, end: End): void {
  const app = appCommand(infra);

  ofStage(app.command("deploy"))
    .description(
      "hand in a release package, follow the very execution of the pipeline that it begins, and ask the stage whether it serves it",
    )
    .requiredOption("--package <file>", "the package that `infra package` wrote")
    .addOption(
      new Option("--limit <minutes>", "how long the pipeline may take, an approval included")
        .argParser(minutes)
        .default(60),
    )
    .addOption(
      new Option("--start-limit <minutes>", "how long it may take until the pipeline begins")
        .argParser(minutes)
        .default(10),
    )
    .addOption(
      new Option("--approval <what>", "wait for somebody's approval where the stage asks for one, or leave it to them")
        .choices(["wait", "leave"])
        .default("wait"),
    )
    .option(
      "--awaiting-is-done",
      "end with 0 instead of 8 where it waits for an approval: a job has done its part then",
      false,
    )
    .option("--dry-run", "only check the package and the stage, and say what would be done", false)
    .option("--summary <file>", "add what came of it to this job summary")
    .addOption(smokeLimitOption())
    .addOption(throughOption())
    .addOption(catalogueOption())
    .addOption(endpointOption())
    .addOption(jsonOption())
    .addHelpText("after", ENDS)
    .action(async (name, stage, options) =>
      end(await load<typeof import("./commands/app/deploy")>("app/deploy").deploy(name, stage, options)),
    );

  ofStage(app.command("smoke"))
    .description("ask a stage whether it serves a version: its API and its site, as visitors do")
    .requiredOption("--version <version>", "the version that it must serve, such as 1.4.0")
    .addOption(new Option("--commit <sha>", "the commit that it must have been built from, in full").argParser(commit))
    .addOption(smokeLimitOption())
    .addOption(throughOption())
    .addOption(catalogueOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nEnds with 0 when all is as it must be, and with 11 when it is not within the limit.")
    .action(async (name, stage, options) =>
      end(await load<typeof import("./commands/app/smoke")>("app/smoke").smoke(name, stage, options)),
    );

  ofStage(app.command("logs"))
    .description("print what the function of an app said at a stage")
    .option("--deployer", "what its Deployer said instead", false)
    .addOption(new Option("--since <time>", "how far back: 90s, 10m, 6h or 2d").argParser(seconds).default(600, "10m"))
    .option("--follow", "go on until Ctrl-C", false)
    .addOption(catalogueOption())
    .addOption(endpointOption())
    .action(async (name, stage, options) =>
      end(await load<typeof import("./commands/app/logs")>("app/logs").logs(name, stage, options)),
    );

  ofStage(app.command("password"))
    .description(
      "set the user and the password that the site of an app asks for at a stage. The password is read from standard input: a pipe, `< file`, or one line typed at a terminal, which is not shown.",
    )
    .summary("set the user and the password that the site of an app asks for at a stage")
    .requiredOption("--user <name>", "the user that browsers are asked for")
    .addOption(catalogueOption())
    .addOption(endpointOption())
    .configureOutput({ outputError: (text, write) => write(withoutValues(text)) })
    .action(async (name, stage, options) =>
      end(await load<typeof import("./commands/app/password")>("app/password").password(name, stage, options)),
    );
}

/** Declares `infra destroy`. */
export function addDestroyCommand(infra: Command, end: End): void {
  infra
    .command("destroy")
    .description(
      "destroy stacks that are not production, with all that they hold: shows what goes, and asks for the id of each. Whoever still declares them makes them again by the next deployment; `infra retire` is the way for what leaves for good",
    )
    .summary("destroy stacks that are not production, with all that they hold")
    .argument("<stacks...>", "their ids, such as dev-app-portal dev-deployer-portal")
    .addOption(
      new Option("--yes <stack>", "do not ask for the id of this stack; may be given several times").argParser(collect),
    )
    .option("--dry-run", "only show what would go", false)
    .addOption(
      new Option("--wait <minutes>", "how long to wait for a deployment of the branch").argParser(minutes).default(10),
    )
    .addOption(catalogueOption())
    .addOption(fromOption())
    .addOption(endpointOption())
    .action(async (stacks, options) =>
      end(await load<typeof import("./commands/destroy")>("destroy").destroy(stacks, options)),
    );
}

const ofStage = (command: Command): Command =>
  command
    .argument("<app>", "the app, such as portal")
    .argument("<stage>", "the stage, which is called after its environment: dev");

const smokeLimitOption = (): Option =>
  new Option("--smoke-limit <minutes>", "how long it may take until what is deployed is served everywhere")
    .argParser(minutes)
    .default(3);

const throughOption = (): Option =>
  new Option("--through <url>", "ask the hosts through this address of this machine, whatever DNS says").argParser(url);

/** How `infra app deploy` ends. */
const ENDS = `
Ends with
   0  the version is deployed, and is served
   1  the pipeline failed, or could not be followed
   2  the package, the app or the stage will not do; nothing was handed in
   4  somebody rejected the approval
   5  somebody stopped the execution
   6  a later package superseded this one
   7  the execution was cancelled
   8  it waits for an approval, at the end of --limit or as --approval leave asks for; nothing is deployed yet
   9  no execution took the package within --start-limit
  10  the execution did not end within --limit
  11  the pipeline succeeded, and something else is served`;

function commit(text: string): string {
  if (!/^[0-9a-f]{40}$/.test(text)) throw new InvalidArgumentError("use all forty digits of a commit.");
  return text;
}

/** Seconds in units of time. */
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A time back from now, in seconds. */
function seconds(text: string): number {
  const [, number = "", unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const found = Number(number) * (UNITS[unit] ?? 0);
  if (found === 0) throw new InvalidArgumentError("use a number and s, m, h or d, such as 10m.");
  return found;
}

/** Whoever took an option or an argument for the place of a password must not read it again in a log. */
const withoutValues = (text: string): string =>
  /^error: (unknown option|too many arguments)/.test(text)
    ? "error: the command takes an app, a stage and --user, and reads the password from standard input alone\n"
    : text;
