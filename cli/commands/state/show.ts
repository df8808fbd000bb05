import { described } from "../../../operations/inspect/described";
import { Lookup, targetOf } from "../../../operations/inspect/lookup";
import { instanceText } from "../../../operations/inspect/wording/resource";
import type { ExitCode } from "../../failures";
import { bucketOf, codeAfter, inspection, type StateOptions } from "../../inspection";
import { print, printJson, tell } from "../../output";

/** Shows everything of a resource that is no secret, of each of its instances. */
export async function show(words: readonly string[], options: StateOptions): Promise<ExitCode> {
  const inspected = await inspection(options);
  const { stacks, states } = inspected;
  const target = targetOf(words);
  if (target.stack !== undefined) await bucketOf(target.stack, inspected);
  const lookup = new Lookup(target);
  const problems = await states((found) => lookup.add(found), {
    wants: (key) => target.stack === undefined || key === target.stack,
  });
  const code = codeAfter(problems);
  if (problems.length > 0 && lookup.isEmpty) {
    const absence = lookup.absence(false);
    if (absence !== undefined) tell(absence);
    return code;
  }
  const found = lookup.result().map((located) => {
    const { network, stack, instance } = located;
    return { network, stack, instance, origin: described(instance, stacks.get(stack)) };
  });
  if (options.json) {
    const instances = found.map(({ network, stack, instance, origin }) => ({ network, stack, ...instance, ...origin }));
    printJson({ format: 1, instances, problems });
  } else
    print(
      found
        .map(({ network, stack, instance, origin }) => instanceText(instance, origin, `${stack} (network ${network})`))
        .join("\n\n"),
    );
  return code;
}
