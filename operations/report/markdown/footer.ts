import { enumerated, joined, type Phrase, quoted } from "../wording/phrase";
import { inline, link } from "./safe-text";
import type { View } from "./view";

/** What was planned, when, by whom: one small line. Empty when nothing is known. */
export function footer({ report: { stacks }, facts }: View): string {
  const { commit, base, run, fullReport } = facts;
  const times = stacks.flatMap(({ plannedAt }) => (plannedAt === undefined ? [] : [plannedAt])).sort();
  const versions = sorted(stacks.flatMap(({ terraformVersion: version }) => (version === undefined ? [] : [version])));
  const [first] = times;
  const last = times.at(-1);
  const parts: readonly (readonly [known: unknown, words: Phrase])[] = [
    [commit, ["commit ", quoted((commit ?? "").slice(0, 7))]],
    [base, ["base ", quoted((base ?? "").slice(0, 7))]],
    [first, ["planned ", quoted(first ?? ""), ...(last === first ? [] : [" to ", quoted(last ?? "")])]],
    [versions.length > 0, ["Terraform ", ...enumerated(versions)]],
    [run, [link(runInWords(run), run?.url ?? "")]],
    [fullReport, [link("full report", fullReport ?? "")]],
  ];
  const said = parts.filter(([known]) => known).map(([, words]) => words);
  return said.length === 0 ? "" : `<sub>${inline(joined(said, " · "))}</sub>`;
}

function runInWords(run: View["facts"]["run"]): string {
  if (!run) return "";
  return run.attempt > 1
    ? `run ${Math.trunc(run.id)}, attempt ${Math.trunc(run.attempt)}`
    : `run ${Math.trunc(run.id)}`;
}

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
