import { historyOf } from "../../../operations/inspect/history";
import { HISTORY_HEADINGS, historyCells, moreVersions } from "../../../operations/inspect/wording/history";
import { ExitCode } from "../../failures";
import { bucketOf, inspection, type StateOptions } from "../../inspection";
import { print, printJson, table } from "../../output";

export interface HistoryOptions extends StateOptions {
  /** So many versions are shown. */
  readonly limit: number;
}

/** Lists the versions of a stack's state, and how much each changed. */
export async function history(stack: string, { limit, ...options }: HistoryOptions): Promise<ExitCode> {
  const bucket = await bucketOf(stack, await inspection(options));
  const { lines, versions } = await historyOf(bucket, stack, limit);
  if (options.json) printJson({ format: 1, stack, total: versions, versions: lines });
  else {
    const now = new Date();
    print(table([HISTORY_HEADINGS, ...lines.map((line, back) => historyCells(line, back, now))]));
    if (versions > lines.length) print(`\n${moreVersions(versions - lines.length)}`);
  }
  return lines.some((line) => "unreadable" in line && line.unreadable !== "deleted") ? ExitCode.failed : ExitCode.done;
}
