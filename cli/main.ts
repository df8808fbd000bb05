import { Command, CommanderError } from "commander";
import { describeError, ExitCode, exitCodeOf } from "./failures";
import { tell } from "./output";
import { CATALOGUE, SYNTHESIZED } from "./paths";

/** A command's module, loaded when it is called. */
const load = <Module>(name: string): Module => require(`./commands/${name}`) as Module;

/**
 * The `infra` command. It only declares: what a command does is imported when it is called, so that `--help` is quick.
 */
function program(end: (code: ExitCode) => void): Command {
  const infra = new Command("infra")
    .description("The organisation's infrastructure: check, plan, report, inspect.")
    .option("--debug", "print the stack trace of an error", false)
    .exitOverride()
    .showHelpAfterError("(--help lists what there is)");

  infra
    .command("check")
    .description("print every problem of the catalogue")
    .option("--catalogue <dir>", "folder of the catalogue", CATALOGUE)
    .option("--json", "for machines", false)
    .action((options) => end(load<typeof import("./commands/check")>("check").check(options)));

  infra
    .command("schema")
    .description("write the JSON Schemas that editors complete the catalogue with")
    .option("--catalogue <dir>", "folder of the catalogue", CATALOGUE)
    .option("--check", "only say which are out of date", false)
    .action((options) => end(load<typeof import("./commands/schema")>("schema").schema(options)));

  infra
    .command("synth")
    .description("write every stack as Terraform JSON")
    .option("--catalogue <dir>", "folder of the catalogue", CATALOGUE)
    .option("--output <dir>", "where to", SYNTHESIZED)
    .action((options) => end(load<typeof import("./commands/synth")>("synth").synth(options)));

  return infra;
}

/** Runs one command line and returns the exit code. Prints errors; never throws. */
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

if (!process.env.JEST_WORKER_ID) {
  void run(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
