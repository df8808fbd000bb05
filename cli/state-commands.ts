import type { Command } from "commander";
import type { ExitCode } from "./failures";
import { catalogueOption, endpointOption, fromOption, jsonOption, wholeNumber } from "./options";

/** A command's module, loaded when it is called: `--help` stays quick. */
const load = <Module>(name: string): Module => require(`./commands/state/${name}`) as Module;

/** Declares `infra state …`. */
export function addStateCommands(infra: Command, end: (code: ExitCode) => void): void {
  const state = infra
    .command("state")
    .description(
      "look into the states of all stacks: who owns what, what depends on it, what became of it. Never writes",
    );
  const declare = (usage: string, description: string): Command =>
    withOptions(state.command(usage).description(description));

  declare("list", "list what exists: stack, address and id of every resource")
    .option("--stack <glob>", "only of stacks whose id fits, such as 'dev-service-*'")
    .option("--type <glob>", "only resources of types that fit, such as 'aws_lb*'")
    .action(async (options) => end(await load<typeof import("./commands/state/list")>("list").list(options)));

  declare(
    "show <stackOrAddress> [address]",
    "show a resource: ADDRESS, or STACK ADDRESS; its key attributes first, no secrets",
  )
    .usage("[options] [stack] <address>")
    .action(async (first, second, options) =>
      end(await load<typeof import("./commands/state/show")>("show").show(words(first, second), options)),
    );
  declare("find <anything>", "find whose an ARN, id, IP address, DNS name, tag (key=value) or part of a name is")
    .option("--limit <n>", "at most so many resources", wholeNumber, 50)
    .action(async (anything, options) =>
      end(await load<typeof import("./commands/state/find")>("find").find(anything, options)),
    );
  declare(
    "dependencies <stackOrAddress> [address]",
    "say what a resource needs, and what breaks if it goes, across all stacks",
  )
    .usage("[options] [stack] <address>")
    .action(async (first, second, options) =>
      end(
        await load<typeof import("./commands/state/dependencies")>("dependencies").dependencies(
          words(first, second),
          options,
        ),
      ),
    );

  declare("history <stack>", "list the versions of a stack's state, and how much each changed")
    .option("--limit <n>", "at most so many versions", wholeNumber, 20)
    .action(async (stack, options) =>
      end(await load<typeof import("./commands/state/history")>("history").history(stack, options)),
    );
  declare(
    "diff <stack> [a] [b]",
    "compare two versions of a stack's state, named by id, serial, or steps back ('~1')",
  ).action(async (stack, a, b, options) =>
    end(await load<typeof import("./commands/state/diff")>("diff").diff(stack, [a, b], options)),
  );

  declare("locks", "list the locks that are held: by whom, since when, and what to do").action(async (options) =>
    end(await load<typeof import("./commands/state/locks")>("locks").locks(options)),
  );
  declare("orphans", "list states that have no stack any more, and stacks that have no state yet").action(
    async (options) => end(await load<typeof import("./commands/state/orphans")>("orphans").orphans(options)),
  );
  declare("versions", "list which Terraform wrote each state last, and when").action(async (options) =>
    end(await load<typeof import("./commands/state/versions")>("versions").versions(options)),
  );
}

const words = (first: string, second: string | undefined): readonly string[] =>
  second === undefined ? [first] : [first, second];

const withOptions = (command: Command): Command =>
  command
    .addOption(catalogueOption())
    .addOption(fromOption())
    .option("--branch <name>", "only the states of what this branch deploys")
    .addOption(endpointOption())
    .option("--refresh", "read everything again, whatever was kept", false)
    .addOption(jsonOption());
