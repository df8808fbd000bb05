import { closest, distance } from "fastest-levenshtein";

/** The candidate that a misspelt name most likely means, if one is near enough to be worth suggesting. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const written = new Map(candidates.map((candidate) => [candidate.toLowerCase(), candidate]));
  if (written.size === 0) return undefined;
  const guess = closest(name.toLowerCase(), [...written.keys()]);
  return distance(name.toLowerCase(), guess) <= tolerance(guess) ? written.get(guess) : undefined;
}

/** "Did you mean …?", or what there is to choose from. */
export function suggestion(name: string, candidates: readonly string[]): string {
  const guess = nearest(name, candidates);
  if (guess !== undefined) return `Did you mean "${guess}"?`;
  return candidates.length === 0 ? "There is none yet." : `Known: ${[...candidates].sort().join(", ")}.`;
}

/** Two letters swapped are two edits; in a name of three letters two edits leave nothing. */
const tolerance = (name: string): number => (name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3)));
