/** Time and memory of a report on a large plan. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planOfSize } from "./large-plan";
import { type Measured, median, rounded, typescript } from "./measure";

const ROUNDS = 7;
const SMALL = 3;
const LARGE = 24;
const HUGE = 50;

/** Rounds of one process; the first of them, in which Node still compiles, counts like the others. */
function roundsOf(file: string, rounds: number): readonly { readonly markdown: number; readonly parsing: number }[] {
  return JSON.parse(typescript("report-plan.ts", file, String(rounds))).rounds;
}

/** The report on a plan of 3 MB against ten times `JSON.parse`, its growth to 24 MB, and the memory that 50 MB need. */
export function reports(): readonly Measured[] {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const plan = (megabytes: number): string => {
    const file = join(folder, `${megabytes}.json`);
    writeFileSync(file, planOfSize(megabytes));
    return file;
  };
  try {
    const small = roundsOf(plan(SMALL), ROUNDS);
    const large = roundsOf(plan(LARGE), ROUNDS);
    const time = (rounds: typeof small) => median(rounds.map(({ markdown }) => markdown));
    return [
      {
        what: `reading a plan of ${SMALL} MB and writing its Markdown / 10 × JSON.parse of it`,
        value: rounded(median(small.map(({ markdown, parsing }) => markdown / parsing))),
        bound: 2,
        seconds: rounded(time(small)),
      },
      {
        what: `the same of ${LARGE} MB / of ${SMALL} MB`,
        value: rounded(time(large) / time(small)),
        bound: (LARGE / SMALL) * 1.5,
        seconds: rounded(time(large)),
      },
      {
        what: `megabytes for Markdown and HTML of a plan of ${HUGE} MB`,
        value: Math.round(JSON.parse(typescript("report-plan.ts", plan(HUGE), "0")).megabytes),
        bound: 1000,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
