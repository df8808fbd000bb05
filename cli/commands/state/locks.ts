import type { Problem } from "../../../operations/inspect/read-states";
import { LOCK_ADVICE, LOCK_HEADINGS, type LockOfNetwork, lockCells } from "../../../operations/inspect/wording/tables";
import type { ExitCode } from "../../failures";
import { codeAfter, inspection, type StateOptions } from "../../inspection";
import { print, printJson, table } from "../../output";

/** Lists the locks that are held on states. */
export async function locks(options: StateOptions): Promise<ExitCode> {
  const { places } = await inspection(options);
  const problems: Problem[] = [];
  const found = await Promise.all(
    places.map(async ({ network, bucket }): Promise<readonly LockOfNetwork[]> => {
      try {
        return (await bucket.locks()).map((lock) => ({ network, ...lock }));
      } catch (error) {
        problems.push({ network, message: (error as Error).message });
        return [];
      }
    }),
  );
  const all = found.flat();
  const now = new Date();
  if (options.json) printJson({ format: 1, locks: all.map(({ key, ...lock }) => ({ ...lock, stack: key })), problems });
  else if (all.length > 0)
    print(`${table([LOCK_HEADINGS, ...all.map((lock) => lockCells(lock, now))])}\n\n${LOCK_ADVICE}`);
  else if (problems.length < places.length) print("No state is locked.");
  return codeAfter(problems);
}
