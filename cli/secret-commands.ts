import type { Command } from "commander";
import type { WriteKind } from "../operations/secrets/write-secret";
import type { ExitCode } from "./failures";
import { catalogueOption, endpointOption, jsonOption } from "./options";

/** Loaded when one of the commands is called: `--help` stays quick. */
const load = (): typeof import("./commands/secret") => require("./commands/secret");

/** Declares `infra secret …`. */
export function addSecretCommands(infra: Command, end: (code: ExitCode) => void): void {
  const secret = infra.command("secret").description("list, fill, rotate and check the secrets of services");

  secret
    .command("list")
    .description("list the declared secrets: whose they are, whether they are filled, when they are due")
    .addOption(catalogueOption())
    .option("--environment <name>", "only those of this environment")
    .option("--service <name>", "only those of this service")
    .addOption(endpointOption())
    .addOption(jsonOption())
    .action(async (options) => end(await load().list(options)));

  secret
    .command("check")
    .description("name each service of an environment that cannot start, as a secret of it was never filled")
    .addOption(catalogueOption())
    .requiredOption("--environment <name>", "the environment")
    .addOption(endpointOption())
    .addOption(jsonOption())
    .action(async (options) => end(await load().check(options)));

  const declareWriter = (kind: WriteKind, description: string) =>
    secret
      .command(kind)
      .summary(description)
      .description(`${description}. ${WHERE_FROM}`)
      .argument("<service>", "the service that reads it")
      .argument("<environment>", "where")
      .argument("<NAME>", "the environment variable that gets it, such as DATABASE_URL")
      .addOption(catalogueOption())
      .addOption(endpointOption())
      .configureOutput({ outputError: (text, write) => write(withoutValues(text)) })
      .action(async (service, environment, name, options) =>
        end(await load().write(kind, [service, environment, name], options)),
      );
  declareWriter("set", "put the first value into a secret");
  declareWriter("rotate", "give a secret another value; the one before is kept as AWSPREVIOUS");
}

const WHERE_FROM =
  "The value is read from standard input: a pipe, `< file`, or one line typed at a terminal, which is not shown. One line break at its end is no part of it.";

/** Whoever took an option or an argument for the place of a value must not read it again in a log. */
const withoutValues = (text: string): string =>
  /^error: (unknown option|too many arguments)/.test(text)
    ? "error: the command takes a service, an environment and a NAME, and reads the value from standard input alone\n"
    : text;
