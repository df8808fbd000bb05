import { type Command, InvalidArgumentError, Option } from "commander";
import type { ExitCode } from "./failures";
import { catalogueOption, endpointOption, jsonOption, minutes, url, wholeNumber } from "./options";

/** A command's module, loaded when it is called: `--help` stays quick. */
const load = <Module>(name: string): Module => require(`./commands/${name}`) as Module;

/** Declares what shows and switches versions: `infra promote`, `infra rollback`, `infra sites`, `infra releases`. */
export function addPromotionCommands(infra: Command, end: (code: ExitCode) => void): void {
  addPromoteCommand(infra, end);
  addRollbackCommand(infra, end);
  infra
    .command("sites")
    .description("list the static sites: the version, the API URL, since when, by whom, and what is out of step")
    .argument("[line]", "the line of sites, such as qro (default: all)")
    .option("--stage <name>", "only those of this stage, such as client")
    .option("--client <name>", "only those of this client, such as amazingcafe; or one site by its domain")
    .option(
      "--attempts",
      "say of each site whether its last promotion runs or failed, however many sites there are",
      false,
    )
    .option("--page <file>", "write the list there instead, as an HTML page that needs nothing else")
    .addOption(catalogueOption())
    .addOption(endpointOption())
    .addOption(jsonOption())
    .action(async (line, options) => end(await load<typeof import("./commands/sites")>("sites").sites(line, options)));

  infra
    .command("releases")
    .description(
      "list what was promoted to a site, the newest first; for a stage of clients, its releases and their sites",
    )
    .argument("<line>", "the line of sites, such as qro")
    .argument("<stage>", "the stage, such as prod")
    .option("--client <domain>", "the client's site, at a stage where each client has one")
    .addOption(catalogueOption())
    .addOption(endpointOption())
    .addOption(jsonOption())
    .action(async (line, stage, options) =>
      end(await load<typeof import("./commands/releases")>("releases").releases(line, stage, options)),
    );
}

function addPromoteCommand(infra: Command, end: (code: ExitCode) => void): void {
  const promote = infra
    .command("promote")
    .summary("give a stage the version of the stage before it, or what was built of a branch last")
    .description(
      "give a site the version of the stage before it, or what was built of a branch last: the same bytes, switched in one step, read back before it is said to have succeeded",
    )
    .argument("<line>", "the line of sites, such as qro")
    .argument("<stage>", "the stage, such as uat")
    .option("--client <domain>", "the client's site, at a stage where each client has one")
    .option("--api-url <url>", "where the client's site finds its API")
    .option("--all", "every client, each with the API URL that it has", false)
    .option("--branch <name>", "the branch that the version was built from, where several are possible")
    .option("--from <stage>", "the stage that the version comes from, where it is not the usual one: rc")
    .addOption(new Option("--commit <sha>", "only if the version is of this commit").argParser(commit))
    .option("--older", "also a version that the site had before another one", false)
    .addOption(parallelOption());
  addSwitchOptions(promote).action(async (line, stage, options) =>
    end(await load<typeof import("./commands/promote")>("promote").promote(line, stage, options)),
  );
}

function addRollbackCommand(infra: Command, end: (code: ExitCode) => void): void {
  const rollback = infra
    .command("rollback")
    .summary("give a site back the version that it had before, with the settings that it had then")
    .description(
      "give a site back a version that it had before with success, with the settings that it had then; nothing is built",
    )
    .argument("<line>", "the line of sites, such as qro")
    .argument("<stage>", "the stage, such as client")
    .option("--client <domain>", "the client's site, at a stage where each client has one")
    .option("--to <commit>", "the beginning of a commit or of a release (default: what it had before)");
  addSwitchOptions(rollback).action(async (line, stage, options) =>
    end(await load<typeof import("./commands/rollback")>("rollback").rollback(line, stage, options)),
  );
}

/** What every command takes that switches a site. */
const addSwitchOptions = (command: Command): Command =>
  command
    .addOption(checkInputsOption())
    .addOption(byOption())
    .addOption(approvedByOption())
    .addOption(dryRunOption())
    .addOption(waitOption())
    .addOption(summaryOption())
    .addOption(catalogueOption())
    .addOption(endpointOption())
    .addOption(throughOption())
    .addOption(jsonOption());

/** Promoting is mostly waiting for AWS. */
const SITES_AT_ONCE = 24;

const parallelOption = (): Option =>
  new Option("--parallel <n>", "how many clients at once").argParser(wholeNumber).default(SITES_AT_ONCE);

const byOption = (): Option =>
  new Option("--by <name>", "who does it (default: who began the run of GitHub Actions, else the user of git)");

const approvedByOption = (): Option =>
  new Option("--approved-by <name>", "who approved it; on GitHub the reviewers of the environment say that themselves");

const checkInputsOption = (): Option =>
  new Option("--check-inputs", "only check what was typed against the catalogue; nothing is asked of AWS").default(
    false,
  );

const dryRunOption = (): Option => new Option("--dry-run", "only say what would be done").default(false);

const waitOption = (): Option =>
  new Option("--wait <minutes>", "how long to wait while somebody else promotes to the same site")
    .argParser(minutes)
    .default(0);

const summaryOption = (): Option => new Option("--summary <file>", "add what came of it to this job summary");

const throughOption = (): Option =>
  new Option("--through <url>", "read sites back through this address of this machine, whatever DNS says").argParser(
    url,
  );

function commit(text: string): string {
  if (!/^[0-9a-f]{40}$/.test(text)) throw new InvalidArgumentError("use all forty digits of a commit.");
  return text;
}
