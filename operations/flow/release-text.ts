import { code } from "../report/markdown/safe-text";
import type { Markdown } from "../report/markdown/to-markdown";
import { count } from "../report/wording/words";
import type { CatalogueChange, FileChanges } from "./catalogue-changes";
import type { Step } from "./steps";
import { alert, fitting, MERGE_COMMIT, short, stepLines } from "./wording";

/** What a release brings to a branch. */
export interface ReleaseContent {
  /** The branch that is released, and the one that it goes to; each deploys the network of its name. */
  readonly from: string;
  readonly to: string;
  /** The commit that is released, in full. */
  readonly head: string;
  /** How many commits it brings, those within pull requests among them. */
  readonly commits: number;
  readonly steps: readonly Step[];
  readonly changes: FileChanges;
  /** Whether there may be more files than these. */
  readonly isCut: boolean;
  /** How many commits the target has that the released branch lacks. */
  readonly missing: number;
  /**
   * The pull request that brings those back.
   * @default - none is open
   */
  readonly backMerge?: number;
}

/** The part of a release's body that says what each network will see. */
export function releaseText(content: ReleaseContent): Markdown {
  const { from, to, head, commits, steps } = content;
  return [
    `## Release of ${code(from)} to ${code(to)}`,
    ...backMergeMissing(content),
    `Brings ${count(commits, "commit")} to ${code(to)}, up to ${short(head)}. Network ${code(to)} gets what the plan below says, once it is made; network ${code(from)} has all of it already. ${MERGE_COMMIT}`,
    stepLines(steps).join("\n"),
    ...catalogueLines(content),
  ].join("\n\n");
}

function backMergeMissing({ from, to, missing, backMerge }: ReleaseContent): readonly Markdown[] {
  if (missing === 0) return [];
  const what =
    backMerge === undefined ? "Its back-merge, which the workflow Back-merge opens," : `Its back-merge, #${backMerge},`;
  return [
    alert("WARNING", [
      `**${code(from)} lacks ${count(missing, "commit")} of ${code(to)}.** ${what} has to be merged into ${code(from)} first: a pull request has to hold what its base holds.`,
    ]),
  ];
}

function catalogueLines({ from, to, changes: { catalogue, others }, isCut }: ReleaseContent): readonly Markdown[] {
  const rest = [
    ...(others > 0
      ? [`${count(others, "file")} outside of the catalogue ${others === 1 ? "changes" : "change"}, too.`]
      : []),
    ...(isCut ? ["There are more files than GitHub tells of: what the plan says counts."] : []),
  ].join(" ");
  const table = catalogue.map(
    (change) =>
      `| ${code(change.path.replace(/^catalogue\//, ""))} | ${change.change} | ${seenIn(to, change)} | ${seenIn(from, change)} |`,
  );
  if (table.length === 0) return [`No entry of the catalogue changes.${rest === "" ? "" : ` ${rest}`}`];
  return [
    [
      `| Catalogue | | Network ${code(to)} | Network ${code(from)}, already |`,
      "|---|---|---|---|",
      ...fitting(table),
    ].join("\n"),
    ...(rest === "" ? [] : [rest]),
  ];
}

/** Where a network sees an entry: in these environments, as a whole, or nowhere. */
function seenIn(network: string, { where }: CatalogueChange): string {
  if (!where) return "as the plan says";
  const environments = where.get(network);
  if (!environments) return "nothing of it";
  return environments.length === 0 ? "the network" : environments.map(code).join(", ");
}
