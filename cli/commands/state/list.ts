import { managedIn } from "../../../operations/inspect/history";
import { nameOf } from "../../../operations/inspect/state-diff";
import { cell } from "../../../operations/inspect/wording/text";
import { matches } from "../../../operations/plan/selection";
import type { ExitCode } from "../../failures";
import { codeAfter, inspection, type StateOptions } from "../../inspection";
import { print, printJson, table, tell } from "../../output";

export interface ListOptions extends StateOptions {
  readonly stack?: string;
  readonly type?: string;
}

interface Line {
  readonly network: string;
  readonly stack: string;
  readonly address: string;
  readonly type: string;
  readonly id?: string;
  readonly deposed?: string;
  readonly tainted?: true;
}

/** Lists what the states describe. */
export async function list({ stack, type, ...options }: ListOptions): Promise<ExitCode> {
  const { states } = await inspection(options);
  const lines: Line[] = [];
  const problems = await states(
    (found) => {
      if (managedIn(found.state) === 0) return;
      for (const { address, type: of, isData, attributes, deposed, isTainted } of found.state.instances) {
        if (isData || (type !== undefined && !matches(type, of))) continue;
        const { id } = attributes;
        lines.push({
          network: found.network,
          stack: found.stack,
          address,
          type: of,
          ...(typeof id === "string" && { id }),
          ...(deposed !== undefined && { deposed }),
          ...(isTainted && { tainted: true }),
        });
      }
    },
    stack === undefined ? {} : { wants: (key) => matches(stack, key) },
  );
  const key = (line: Line) => `${line.stack}\n${nameOf(line)}`;
  lines.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  if (options.json) printJson({ format: 1, resources: lines, problems });
  else if (lines.length > 0)
    print(
      table([HEADINGS, ...lines.map((line) => [cell(line.stack), cell(nameOf(line), 200), cell(line.id ?? "-", 200)])]),
    );
  else if (problems.length === 0) tell("no resource of a state fits");
  return codeAfter(problems);
}

const HEADINGS = ["stack", "address", "id"];
