/** Time to look for something in the states of a large organisation, once they were read. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Measured, median, rounded, typescript } from "./measure";

const STATES = 1000;
const ROUNDS = 5;

interface Rounds {
  /** Seconds while nothing was kept yet. */
  readonly cold: number;
  readonly rounds: readonly { readonly parsing: number; readonly one: number; readonly every: number }[];
  readonly megabytes: number;
}

/** 1,000 states of 30 resources: an id against parsing all of them, and a tag that every resource has. */
export function stateSearch(): readonly Measured[] {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const { cold, rounds, megabytes }: Rounds = JSON.parse(
      typescript("state-search.ts", String(STATES), String(ROUNDS), folder),
    );
    const time = (kind: "parsing" | "one" | "every") => median(rounds.map((round) => round[kind]));
    return [
      {
        what: "looking for an id in 1,000 states of 30 resources that were read before / parsing those states",
        value: rounded(median(rounds.map(({ one, parsing }) => one / parsing))),
        bound: 0.7,
        seconds: { search: rounded(time("one")), parsing: rounded(time("parsing")), firstTime: rounded(cold) },
      },
      {
        what: "seconds to look in them for a tag that every resource has",
        value: rounded(time("every")),
        bound: 2,
        megabytes: Math.round(megabytes),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
