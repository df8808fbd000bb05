import { visible } from "../../report/wording/visible";
import { count } from "../../report/wording/words";
import type { Problem } from "../read-states";

/** So many problems of one network are told, one line each. */
const MOST = 5;

/** What could not be looked at, one line each. Of many in one network the rest is counted. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  const networks = [...new Set(problems.map(({ network }) => network))];
  return networks.flatMap((network) => {
    const all = problems.filter((problem) => problem.network === network);
    const lines = all.slice(0, MOST).map(({ message }) => visible(`${network}: ${message}`));
    return all.length > MOST
      ? [...lines, `${network}: ${count(all.length - MOST, "more state")} could not be read`]
      : lines;
  });
}
