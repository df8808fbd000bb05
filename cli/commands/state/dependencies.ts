import { dependenciesOf } from "../../../operations/inspect/dependencies";
import { dependenciesIn, edgesOf, type StateDependencies } from "../../../operations/inspect/graph";
import { Lookup, targetOf } from "../../../operations/inspect/lookup";
import { dependenciesText } from "../../../operations/inspect/wording/dependencies";
import { withoutKeys } from "../../../operations/report/address";
import type { ExitCode } from "../../failures";
import { bucketOf, codeAfter, inspection, type StateOptions } from "../../inspection";
import { print, printJson, tell } from "../../output";

/** Says what a resource needs, and what breaks when it goes, in all stacks. */
export async function dependencies(words: readonly string[], options: StateOptions): Promise<ExitCode> {
  const inspected = await inspection(options);
  const { stacks, states } = inspected;
  const target = targetOf(words);
  if (target.stack !== undefined) await bucketOf(target.stack, inspected);
  const lookup = new Lookup(target);
  const all: StateDependencies[] = [];
  const problems = await states((found) => {
    if (target.stack === undefined || target.stack === found.stack) lookup.add(found);
    all.push(dependenciesIn(found));
  });
  const code = codeAfter(problems);
  if (problems.length > 0 && lookup.isEmpty) {
    const absence = lookup.absence(false);
    if (absence !== undefined) tell(absence);
    return code;
  }
  const [first] = lookup.result();
  const node = { stack: first?.stack ?? "", address: withoutKeys(first?.instance.address ?? "") };
  const found = dependenciesOf(node, edgesOf(all, stacks));
  if (options.json) printJson({ format: 1, ...node, ...found, problems });
  else print(dependenciesText(node, found));
  return code;
}
