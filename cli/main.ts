import { Command, CommanderError, Option } from "commander";
import { addPackageCommand } from "./app-commands";
import { addAppCommands, addDestroyCommand } from "./app-deploy-commands";
import { describeError, ExitCode, exitCodeOf } from "./failures";
import { addFlowCommands } from "./flow-commands";
import {
  addressOrNothing,
  allowed,
  catalogueOption,
  collect,
  commitOption,
  endpointOption,
  fromOption,
  jsonOption,
  labelOption,
  minutes,
  outputFolderOption,
  parallelOption,
  rulesOption,
  url,
  wholeNumber,
} from "./options";
import { tell } from "./output";
import { addPromotionCommands } from "./promotion-commands";
import { addReleaseCommands } from "./release-commands";
import { addSecretCommands } from "./secret-commands";
import { addSiteCommands } from "./site-commands";
import { addStateCommands } from "./state-commands";

/** A command's module, loaded when it is called: `--help` stays quick. */
const load = <Module>(name: string): Module => require(`./commands/${name}`) as Module;

/** Takes the exit code of a command that ended. */
type End = (code: ExitCode) => void;

/** The `infra` command. It only declares; what a command does stands in `commands/`. */
function program(end: End): Command {
  const infra = new Command("infra")
    .description("The organisation's infrastructure: check, plan, report, inspect.")
    .option("--debug", "print the stack trace of an error", false)
    .exitOverride()
    .showHelpAfterError("(--help lists what there is)");
  addCatalogueCommands(infra, end);
  addRetireCommand(infra, end);
  addPlanCommands(infra, end);
  addDeployCommand(infra, end);
  addDestroyCommand(infra, end);
  addDriftCommand(infra, end);
  addReportCommands(infra, end);
  addSecretCommands(infra, end);
  addSiteCommands(infra, end);
  addPackageCommand(infra, end);
  addAppCommands(infra, end);
  addReleaseCommands(infra, end);
  addPromotionCommands(infra, end);
  addStateCommands(infra, end);
  addFlowCommands(infra, end);
  return infra;
}

function addCatalogueCommands(infra: Command, end: End): void {
  infra
    .command("check")
    .description("print every problem of the catalogue")
    .addOption(catalogueOption())
    .option("--policies", "also judge every stack by the rules of policies/", false)
    .addOption(jsonOption())
    .action((options) => end(load<typeof import("./commands/check")>("check").check(options)));

  infra
    .command("schema")
    .description("write the JSON Schemas that editors complete the catalogue with")
    .addOption(catalogueOption())
    .option("--check", "only say which are out of date", false)
    .action((options) => end(load<typeof import("./commands/schema")>("schema").schema(options)));

  infra
    .command("synth")
    .description("write every stack as Terraform JSON, as `npx cdktf synth` does")
    .addOption(catalogueOption())
    .addOption(outputFolderOption())
    .action((options) => end(load<typeof import("./commands/synth")>("synth").synth(options)));

  infra
    .command("stacks")
    .description("list the stacks, what they depend on, and the waves in which they deploy")
    .addOption(catalogueOption())
    .addOption(fromOption())
    .option("--branch <name>", "only those that this branch deploys")
    .addOption(jsonOption())
    .action(async (options) => end(await load<typeof import("./commands/stacks")>("stacks").stacks(options)));
}

function addRetireCommand(infra: Command, end: End): void {
  infra
    .command("retire")
    .description("let something leave: take it out of the catalogue, so that an approved plan destroys it")
    .argument("<what>", "a service in an environment (orders@dev), a whole service (orders), or the id of a stack")
    .addOption(catalogueOption())
    .requiredOption("--reason <sentence>", "why it is not needed any more")
    .requiredOption("--backup <where>", "where its final backup is, by ARN, address or name; or 'none', with --because")
    .option("--because <sentence>", "why no backup is needed")
    .requiredOption("--until <day>", "the last day on which it may be destroyed, such as 2026-12-31")
    .option("--owner <team>", "the team that answers for it (default: the service's)")
    .option("--address <address>", "a resource that leaves a stack which lives on; may be given several times", collect)
    .option("--vanished", "the stack is one that the catalogue no longer declares", false)
    .option("--network <name>", "of a stack that vanished, where its id does not tell")
    .option("--print", "only print what would be written", false)
    .action(async (what, options) =>
      end(await load<typeof import("./commands/retire")>("retire").retire(what, options)),
    );
}

function addPlanCommands(infra: Command, end: End): void {
  infra
    .command("plan")
    .description("plan stacks with Terraform; the plans go to .infra/plans")
    .addOption(catalogueOption())
    .addOption(fromOption())
    .addOption(new Option("--branch <name>", "only stacks that this branch deploys").argParser(collect))
    .addOption(new Option("--stack <glob>", "only stacks whose id fits, such as 'dev-service-*'").argParser(collect))
    .addOption(new Option("--offline", "without AWS, against empty states").default(false).conflicts("endpoint"))
    .option("--since <ref>", "with --offline: only what changes since that commit; 'nothing' for empty states")
    .addOption(endpointOption())
    .addOption(parallelOption())
    .addOption(jsonOption())
    .action(async (options) => end(await load<typeof import("./commands/plan")>("plan").plan(options)));
}

function addDeployCommand(infra: Command, end: End): void {
  infra
    .command("deploy")
    .description("apply what was approved of a branch, and nothing else: what its pull request showed, or a digest")
    .addOption(catalogueOption())
    .addOption(fromOption())
    .requiredOption("--branch <name>", "the branch whose stacks are deployed")
    .addOption(commitOption())
    .option("--approve <digest>", "apply what a report with this digest shows")
    .addOption(new Option("--endpoint <url>", "to an AWS emulator").argParser(url))
    .addOption(
      new Option("--wait <minutes>", "how long to wait for another deployment of the branch")
        .argParser(minutes)
        .default(10),
    )
    .addOption(parallelOption())
    .option("--summary <file>", "add what came of it to this job summary")
    .addOption(jsonOption())
    .action(async (options) => end(await load<typeof import("./commands/deploy")>("deploy").deploy(options)));
}

function addDriftCommand(infra: Command, end: End): void {
  infra
    .command("drift")
    .description(
      "say what is no longer as it was deployed, of all stacks of a branch; ends with 3 when something is not",
    )
    .addOption(catalogueOption())
    .requiredOption("--branch <name>", "the branch whose stacks are looked at")
    .addOption(new Option("--stack <glob>", "only stacks whose id fits, such as 'dev-service-*'").argParser(collect))
    .option("--commit <ref>", "compare stacks of which no deployment is recorded with this commit", "HEAD")
    .addOption(new Option("--endpoint <url>", "in an AWS emulator").argParser(url))
    .addOption(parallelOption())
    .option("--summary <file>", "add the result to this job summary")
    .option("--issues", "open, update and close an issue on GitHub for each stack that drifted", false)
    .addOption(jsonOption())
    .action(async (options) => end(await load<typeof import("./commands/drift")>("drift").drift(options)));
}

function addReportCommands(infra: Command, end: End): void {
  infra
    .command("report")
    .description("report on plans as Markdown: those of the last `infra plan`, or files of `terraform show -json`")
    .argument("[files...]", "plan files of any Terraform project")
    .option("--body <file>", "also put the report into this text of a pull request, between its marks")
    .option("--pull-request <number>", "publish the report on this pull request on GitHub", wholeNumber)
    .addOption(commitOption())
    .option("--output <file>", "write the report there instead of printing it")
    .option("--html <file>", "write the whole report there, as a page that needs nothing else")
    .option("--summary <file>", "add the report to this job summary")
    .option("--full-report <url>", "where the whole report is, for whoever reads a shorter one", addressOrNothing)
    .option("--budget <n>", "longest report, in characters", wholeNumber)
    .addOption(rulesOption())
    .addOption(
      new Option("--allow <type[@stack]>", "needs no confirmation, such as 'aws_cloudwatch_*@dev-*'").argParser(
        allowed,
      ),
    )
    .addOption(labelOption())
    .option(
      "--policies",
      "judge plan files by the rules of policies/, as the stacks of this repository always are",
      false,
    )
    .addOption(jsonOption())
    .action(async (files, options) =>
      end(await load<typeof import("./commands/report")>("report").report(files, options)),
    );

  infra
    .command("announce")
    .description("say on a pull request that its plan is outdated, while that of a new commit is being made")
    .argument("<number>", "of the pull request on GitHub", wholeNumber)
    .addOption(commitOption())
    .action(async (number, options) =>
      end(await load<typeof import("./commands/announce")>("announce").announce(number, options)),
    );

  infra
    .command("confirm")
    .description("look again whether somebody confirmed the plan of a pull request, and let its check say so")
    .argument("<number>", "of the pull request on GitHub", wholeNumber)
    .addOption(rulesOption())
    .addOption(labelOption())
    .action(async (number, options) =>
      end(await load<typeof import("./commands/confirm")>("confirm").confirm(number, options)),
    );
}

/** Runs one command line and returns its exit code. Prints errors; never throws. */
export async function run(words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = ExitCode.done;
  const infra = program((ended) => {
    code = ended;
  });
  try {
    await infra.parseAsync([...words], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.badInput;
    tell(describeError(error, infra.opts().debug === true));
    return exitCodeOf(error);
  }
}
