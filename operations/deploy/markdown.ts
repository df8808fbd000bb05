import type { AllowedDanger } from "../report/dangers/danger";
import type { PlanRecord } from "../report/history/plan-record";
import { code, fence, link } from "../report/markdown/safe-text";
import { DEFAULT_BUDGET, type Markdown, toMarkdown } from "../report/markdown/to-markdown";
import type { RunFacts } from "../report/run-facts";
import { codePointsIn, sliceOf } from "../report/wording/code-points";
import { toolWords } from "../report/wording/failures";
import { visible } from "../report/wording/visible";
import { count } from "../report/wording/words";
import type { Deployed } from "./deploy";
import type { StackDeployment } from "./deployment";
import { countsInWords, HOW_TO_MEND, notable } from "./outcome";
import type { Rehearsal } from "./rehearsal";

/** First line of the comment that tells on the merged pull request what came of it. */
export const DEPLOY_MARK = "<!-- infra:deploy -->";

export interface OutcomeContext {
  readonly branch: string;
  readonly commit: string;
  readonly facts: RunFacts;
  readonly allowed: readonly AllowedDanger[];
}

/** So much of a reason is shown, and of all reasons, and of the table, in UTF-16 units: the plan below needs room, too. */
const LONGEST_REASON = 4_000;
const LONGEST_REASONS = 18_000;
const LONGEST_TABLE = 12_000;

/** What came of a deployment, for the pull request and the job summary: what happened first, what is left to approve below. */
export function outcomeAsMarkdown(deployed: Deployed, context: OutcomeContext): Markdown {
  const { branch, commit, facts } = context;
  const where = `${code(commit.slice(0, 7))} to ${code(branch)}`;
  const run = facts.run ? `${link("This run", facts.run.url)}.` : "";
  if (deployed.kind === "refused") {
    const { because, rehearsal, previous, isToMend = false } = deployed;
    const first = [
      `## Nothing was deployed of ${where}`,
      "> [!CAUTION]\n> Nothing was applied.",
      reasons(because),
      run,
    ];
    return withReport(first, rehearsal, context, { isToMend, ...(previous && { previous }) });
  }
  const { deployment, next } = deployed;
  const isWhole = deployment.status === "succeeded";
  const first = [
    `## ${isWhole ? "Deployed" : "Deployed in part:"} ${where}: ${countsInWords(deployment)}`,
    tableOf(notable(deployment)),
    ...fitting(notable(deployment).flatMap(detailsOf), LONGEST_REASONS, "reasons"),
    run,
  ];
  return withReport(first, next, context, { isToMend: false });
}

/** What is said of a deployment that an error ended, for the job summary. What was done until then is on record. */
export const stoppedAsMarkdown = (
  error: unknown,
  { branch, commit }: Pick<OutcomeContext, "branch" | "commit">,
): Markdown =>
  [
    `## The deployment of ${code(commit.slice(0, 7))} to ${code(branch)} stopped`,
    reasons([error instanceof Error ? error.message : String(error)]),
    "What was done until then is on record. Run it again: it goes on from there.\n",
  ].join("\n\n");

const reasons = (because: readonly string[]): string =>
  fence(fitting(because.map(reasonOf), LONGEST_REASONS, "reasons").flatMap((reason) => reason.split("\n")));

/** A reason as it will stand there: what is invisible takes room of its own. */
const reasonOf = (because: string): string =>
  sliceOf(toolWords(because).split("\n").map(visible).join("\n"), 0, LONGEST_REASON);

/** As many texts as have room, the first one always; then how many more there are. */
function fitting(texts: readonly string[], room: number, what: string): readonly string[] {
  let left = room;
  const found = texts.findIndex((text, index) => {
    left -= text.length + 2;
    return left < 0 && index > 0;
  });
  if (found < 0) return texts;
  return [...texts.slice(0, found), `… and ${count(texts.length - found)} more ${what}: the log of the run has all.`];
}

function tableOf(stacks: readonly StackDeployment[]): string {
  if (stacks.length === 0) return "";
  const rows = fitting(
    stacks.map(({ id, status }) => `| ${code(id)} | ${WORDS[status]} |`),
    LONGEST_TABLE,
    "stacks",
  );
  return ["| stack | |", "|---|---|", ...rows.map((row) => (row.startsWith("|") ? row : `| ${row} | |`))].join("\n");
}

const WORDS: Readonly<Record<StackDeployment["status"], string>> = {
  applied: "applied",
  applying: "begun, and not known to have ended",
  failed: "**failed**",
  manual: "left to an administrator",
  pending: "not begun",
  skipped: "**skipped**",
  unchanged: "unchanged",
};

const detailsOf = ({ id, because }: StackDeployment): readonly string[] =>
  because === undefined ? [] : [`<details><summary>${code(id)}</summary>\n\n${reasons([because])}\n\n</details>`];

function withReport(
  first: readonly string[],
  rehearsal: Rehearsal | undefined,
  { branch, facts, allowed }: OutcomeContext,
  { isToMend, previous }: { readonly isToMend: boolean; readonly previous?: PlanRecord },
): Markdown {
  const said = first.filter((part) => part !== "").join("\n\n");
  if (!rehearsal) return `${said}\n`;
  const toApprove = [
    `To apply exactly what stands below, run the workflow **Deploy** on ${code(branch)} with this digest; whoever may approve it is asked then:`,
    fence([rehearsal.digest]),
  ].join("\n\n");
  const how = isToMend ? HOW_TO_MEND : toApprove;
  const budget = DEFAULT_BUDGET - codePointsIn(said) - codePointsIn(how) - 10;
  const report = toMarkdown(rehearsal.report, { facts, allowed, budget, ...(previous && { previous }) });
  return `${said}\n\n${how}\n\n${report}`;
}
