import type { AllowedDanger } from "../report/dangers/danger";
import type { PlanRecord } from "../report/history/plan-record";
import { code, fence, link } from "../report/markdown/safe-text";
import { DEFAULT_BUDGET, type Markdown, toMarkdown } from "../report/markdown/to-markdown";
import type { RunFacts } from "../report/run-facts";
import { codePointsIn } from "../report/wording/code-points";
import { toolWords } from "../report/wording/failures";
import type { Deployed } from "./deploy";
import type { StackDeployment } from "./deployment";
import { countsInWords, notable } from "./outcome";
import type { Rehearsal } from "./rehearsal";

/** First line of the comment that tells on the merged pull request what came of it. */
export const DEPLOY_MARK = "<!-- infra:deploy -->";

export interface OutcomeContext {
  readonly branch: string;
  readonly commit: string;
  readonly facts: RunFacts;
  readonly allowed: readonly AllowedDanger[];
}

/** So many reasons are shown, and so much of each, in UTF-16 units. */
const MOST_REASONS = 40;
const LONGEST_REASON = 4_000;

/** What came of a deployment, for the pull request and the job summary: what happened first, what is left to approve below. */
export function outcomeAsMarkdown(deployed: Deployed, context: OutcomeContext): Markdown {
  const { branch, commit, facts } = context;
  const where = `${code(commit.slice(0, 7))} to ${code(branch)}`;
  const run = facts.run ? `${link("This run", facts.run.url)}.` : "";
  if (deployed.kind === "refused") {
    const { because, rehearsal, previous } = deployed;
    const first = [
      `## Nothing was deployed of ${where}`,
      "> [!CAUTION]\n> Nothing was applied.",
      reasons(because),
      run,
    ];
    return withReport(first, rehearsal, previous, context);
  }
  const { deployment, next } = deployed;
  const isWhole = deployment.status === "succeeded";
  const first = [
    `## ${isWhole ? "Deployed" : "Deployed in part:"} ${where}: ${countsInWords(deployment)}`,
    tableOf(notable(deployment)),
    ...notable(deployment).flatMap(detailsOf),
    run,
  ];
  return withReport(first, next, undefined, context);
}

const reasons = (because: readonly string[]): string =>
  fence(
    [...because.slice(0, MOST_REASONS), ...(because.length > MOST_REASONS ? ["…"] : [])].flatMap((text) =>
      toolWords(text).slice(0, LONGEST_REASON).split("\n"),
    ),
  );

function tableOf(stacks: readonly StackDeployment[]): string {
  if (stacks.length === 0) return "";
  const rows = stacks.map(({ id, status }) => `| ${code(id)} | ${WORDS[status]} |`);
  return ["| stack | |", "|---|---|", ...rows].join("\n");
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
  previous: PlanRecord | undefined,
  { branch, facts, allowed }: OutcomeContext,
): Markdown {
  const said = first.filter((part) => part !== "").join("\n\n");
  if (!rehearsal) return `${said}\n`;
  const how = [
    `To apply exactly what stands below, run the workflow **Deploy** on ${code(branch)} with this digest; whoever may approve it is asked then:`,
    fence([rehearsal.digest]),
  ].join("\n\n");
  const budget = DEFAULT_BUDGET - codePointsIn(said) - codePointsIn(how) - 10;
  const report = toMarkdown(rehearsal.report, { facts, allowed, budget, ...(previous && { previous }) });
  return `${said}\n\n${how}\n\n${report}`;
}
