import { managedIn } from "../../../operations/inspect/history";
import {
  type StateVersionLine,
  VERSION_HEADINGS,
  versionCells,
  versionsText,
} from "../../../operations/inspect/wording/tables";
import type { ExitCode } from "../../failures";
import { codeAfter, inspection, type StateOptions } from "../../inspection";
import { print, printJson, table } from "../../output";

/** Lists of every state which Terraform wrote it last, and when. */
export async function versions(options: StateOptions): Promise<ExitCode> {
  const { states } = await inspection(options);
  const lines: StateVersionLine[] = [];
  const problems = await states(({ network, stack, modified, state }) => {
    const { terraformVersion, formatVersion, serial } = state;
    lines.push({ network, stack, terraformVersion, formatVersion, serial, resources: managedIn(state), modified });
  });
  lines.sort((a, b) => (`${a.network}\n${a.stack}` < `${b.network}\n${b.stack}` ? -1 : 1));
  const now = new Date();
  if (options.json) printJson({ format: 1, states: lines, problems });
  else if (lines.length > 0)
    print(`${table([VERSION_HEADINGS, ...lines.map((line) => versionCells(line, now))])}\n\n${versionsText(lines)}`);
  else if (problems.length === 0) print("There is no state yet.");
  return codeAfter(problems);
}
