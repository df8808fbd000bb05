import { managedIn } from "../../../operations/inspect/history";
import { orphansOf, type StateWithoutStack } from "../../../operations/inspect/orphans";
import { STACK_HEADINGS, STATE_HEADINGS, stackCells, stateCells } from "../../../operations/inspect/wording/tables";
import { ExitCode } from "../../failures";
import { codeAfter, inspection, type StateOptions } from "../../inspection";
import { print, printJson, table } from "../../output";

/** Lists states that no stack writes any more, and stacks that have no state yet. The former end with code 1. */
export async function orphans(options: StateOptions): Promise<ExitCode> {
  const { networks, stacks, states } = await inspection(options);
  const found: StateWithoutStack[] = [];
  const problems = await states(({ network, stack, state, modified }) =>
    found.push({ network, stack, resources: managedIn(state), modified }),
  );
  const unread = new Set(problems.map(({ network, stack }) => `${network}\n${stack}`));
  const silent = new Set(problems.flatMap(({ network, stack }) => (stack === undefined ? [network] : [])));
  const asked = new Set(networks.map(({ name }) => name).filter((name) => !silent.has(name)));
  const { statesWithoutStack, stacksWithoutState } = orphansOf(asked, [...stacks.values()], found, unread);
  if (options.json) printJson({ format: 1, statesWithoutStack, stacksWithoutState, problems });
  else if (asked.size > 0) {
    const now = new Date();
    print(
      statesWithoutStack.length === 0
        ? "Every state has a stack."
        : `States without a stack: what they describe still exists, and nothing deploys it any more.\n${table([STATE_HEADINGS, ...statesWithoutStack.map((state) => stateCells(state, now))])}`,
    );
    if (stacksWithoutState.length > 0)
      print(
        `\nStacks without a state: they were not deployed yet.\n${table([STACK_HEADINGS, ...stacksWithoutState.map(stackCells)])}`,
      );
  }
  const code = codeAfter(problems);
  return statesWithoutStack.length > 0 ? ExitCode.failed : code;
}
