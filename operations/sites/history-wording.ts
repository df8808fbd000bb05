import { cell } from "../inspect/wording/text";
import type { Attempt, Origin } from "../promotion/record";
import { inWords } from "../records/lease-record";
import { visible } from "../report/wording/visible";
import { count } from "../report/wording/words";
import type { SiteSettings } from "./entry";
import type { SiteHistory } from "./history";
import type { UnfinishedAttempt } from "./last-attempt";
import { shortCommit, timeOf } from "./overview/wording";
import type { StageRelease } from "./stage-releases";

/** What a site serves, and what became of the attempt that was made last: lines of whole sentences. */
export function stateLines(history: SiteHistory): readonly string[] {
  const { unfinished, isUnrecorded } = history;
  return [
    servedText(history),
    ...(isUnrecorded
      ? ["No promotion that succeeded says so: somebody wrote it by hand, or a promotion was interrupted."]
      : []),
    ...(unfinished ? [unfinishedText(unfinished)] : []),
  ].map(visible);
}

function servedText({ line, stage, host, state, entry }: SiteHistory): string {
  const site = `${host} (${line} ${stage})`;
  if (state === "damaged") return `${site}: what CloudFront knows of it is damaged. Promote to it again.`;
  if (!entry) return `${site} serves nothing yet.`;
  const { commit, branch, settings, since, by } = entry;
  return `${site} serves ${shortCommit(commit)} of ${branch}, since ${timeOf(since)}, by ${by}. API URL: ${settings.apiUrl}`;
}

function unfinishedText(unfinished: UnfinishedAttempt): string {
  const { version, from, actor, run, startedAt, finishedAt, reason } = unfinished.attempt;
  const what = `promotion of ${shortCommit(version.commit)} from ${originText(from)}, by ${actor},`;
  const where = run === undefined ? "" : ` ${run}`;
  switch (unfinished.kind) {
    case "running":
      return `A ${what} runs since ${timeOf(startedAt)}; ${inWords(unfinished.holder)} holds the lock.${where}`;
    case "interrupted":
      return `The last ${what} begun ${timeOf(startedAt)}, was interrupted. Promote again.${where}`;
    case "failed":
      return `The last ${what} failed ${timeOf(finishedAt ?? startedAt)}: ${reason ?? "no reason is known."}${where}`;
  }
}

/** Where a version was taken from. */
export function originText(from: Origin): string {
  if (from.kind === "branch") return `branch ${from.branch}`;
  return from.kind === "stage" ? `${from.stage} (${from.site})` : "an earlier version";
}

/** The attempts that succeeded as rows of a table, headings first. */
export const pastRows = ({ good }: SiteHistory): readonly (readonly string[])[] => [
  ["served", "version", "branch", "release", "API URL", "from", "by", "approved by", "when", "run"],
  ...good.map(({ attempt, isServed }) => [isServed ? "now" : NOT_SO, ...pastCells(attempt)]),
];

const NOT_SO = "-";

function pastCells(attempt: Attempt<SiteSettings>): readonly string[] {
  const { version, settings, from, actor, approver, run, startedAt, finishedAt } = attempt;
  return [
    shortCommit(version.commit),
    cell(version.branch, 40),
    version.digest.slice(0, 12),
    cell(settings.apiUrl),
    cell(originText(from), 60),
    cell(actor, 30),
    cell(approver ?? NOT_SO, 30),
    timeOf(finishedAt ?? startedAt),
    cell(run ?? NOT_SO, 120),
  ];
}

/** The releases of a stage as rows of a table, headings first. */
export const releaseRows = (releases: readonly StageRelease[]): readonly (readonly string[])[] => [
  ["release", "version", "branch", "sites", "remarks"],
  ...releases.map(({ digest, commit, branch, sites, isWhole }) => [
    digest.slice(0, 12),
    commit === undefined ? NOT_SO : shortCommit(commit),
    cell(branch ?? NOT_SO, 40),
    count(sites.length),
    isWhole ? "" : "it is not in the bucket in full: promote to its sites again",
  ]),
];
