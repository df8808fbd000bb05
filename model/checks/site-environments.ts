import type { Entries, Entry } from "../entries/read";
import { error, type Position, type Problem } from "../problems";
import { otherSource } from "../resolve-sites";
import { siteEnvironment } from "../sites";

/** An environment on GitHub in which a stage is deployed from one of its sources. */
interface Claim {
  readonly name: string;
  readonly line: Entry<"siteLine">["value"];
  readonly at: Position;
}

/**
 * The environments on GitHub are made from the sources of stages, and their reviewers are who approves: two of one name would
 * be one environment, with the reviewers of either.
 */
export function checkSiteEnvironments(entries: Entries): readonly Problem[] {
  const claims = entries.siteLines.filter(isFirstOfName).flatMap(claimsOf);
  return [...madeTwice(claims), ...writtenByHand(claims, entries)];
}

/** Lines and stages of one name are told as such. */
const isFirstOfName = <T extends { readonly value: { readonly name: string } }>(
  { value }: T,
  index: number,
  all: readonly T[],
): boolean => all.findIndex((other) => other.value.name === value.name) === index;

const claimsOf = ({ value: line, at }: Entry<"siteLine">): readonly Claim[] =>
  line.stages
    .map((value, index) => ({ value, index }))
    .filter(isFirstOfName)
    .flatMap(({ value: { name, from }, index }) =>
      from.map((source, which) => ({
        name: siteEnvironment(line.name, name, otherSource(source, which)),
        line,
        at: at("stages", index, "from", which),
      })),
    );

const madeTwice = (claims: readonly Claim[]): readonly Problem[] =>
  claims.flatMap(({ name, at }, index) => {
    const first = claims.slice(0, index).find((other) => other.name === name);
    if (!first) return [];
    return [
      error(
        at,
        `two ways to deploy would have the environment ${name} on GitHub, and its reviewers`,
        `Name each source once, or rename the stage or the line; the other stands in ${first.at.file}:${first.at.line}.`,
      ),
    ];
  });

/** One that is written by hand would be another of the same name. Those of every line are made in this repository, too. */
const writtenByHand = (claims: readonly Claim[], { repositories, organisation }: Entries): readonly Problem[] =>
  repositories.flatMap(({ value: { name: repository, environments }, atKey }) =>
    Object.keys(environments).flatMap((name) => {
      const claim = claims.find(
        ({ line, ...other }) =>
          other.name === name && [line.repository, organisation?.value.github.repository].includes(repository),
      );
      return claim
        ? [
            error(
              atKey("environments", name),
              `the environment ${name} is made from the stages of the line ${claim.line.name}`,
              "Take it away here.",
            ),
          ]
        : [];
    }),
  );
