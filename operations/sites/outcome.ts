import type { Origin, Version } from "../promotion/record";
import type { Serving } from "../promotion/target";
import { code, link } from "../report/markdown/safe-text";
import { visible } from "../report/wording/visible";
import { count } from "../report/wording/words";
import type { SiteSettings } from "./entry";
import type { ClientOutcome } from "./promote-clients";
import type { PromotedBy } from "./promote-site";

/** What was promoted, or would be. */
export interface Promotion {
  readonly line: string;
  readonly stage: string;
  readonly version: Version;
  readonly from: Origin;
  readonly by: PromotedBy;
  /**
   * What whoever did it is told besides.
   * @default - it was the normal way
   */
  readonly warning?: string;
}

/** What a promotion to one site came to, or would come to. */
export interface SiteOutcome extends Promotion {
  readonly kind: "promoted" | "unchanged" | "planned";
  readonly host: string;
  readonly settings: SiteSettings;
  /** What it served before; undefined when nothing. */
  readonly before: Serving<SiteSettings> | undefined;
  /**
   * What would stand in the way of one that is planned, or what has to be had for it: whole sentences.
   * @default - nothing
   */
  readonly notes?: readonly string[];
}

/** What a promotion to every client came to, or would come to. */
export interface ClientsOutcome extends Promotion {
  readonly kind: "clients" | "planned-clients";
  /** Of one that is planned, those alone that would get nothing. */
  readonly outcomes: readonly ClientOutcome[];
  /** How many clients there are, the damaged ones among them. */
  readonly clients: number;
  /** Hosts whose entries cannot be read: their settings are not known, so they get nothing. */
  readonly damaged: readonly string[];
}

type Outcome = SiteOutcome | ClientsOutcome;

/** Whether all that was asked for was done. */
export const isDone = (outcome: Outcome): boolean =>
  !("outcomes" in outcome) ||
  (outcome.damaged.length === 0 && outcome.outcomes.every(({ kind }) => kind === "promoted" || kind === "unchanged"));

/** So many failed sites are named; more are counted. */
const MOST_NAMED = 20;

/** What came of it, for a terminal. */
export function outcomeText(outcome: Outcome): string {
  const { warning } = outcome;
  const lines = [
    headline(outcome, visible),
    ...(warning === undefined ? [] : [`Warning: ${visible(warning)}`]),
    ...facts(outcome).map(([name, value]) => `  ${name.padEnd(9)} ${visible(value)}`),
    ...("outcomes" in outcome ? notDone(outcome) : (outcome.notes ?? [])).map((line) => `  ${visible(line)}`),
  ];
  return lines.join("\n");
}

/** What came of it, for a job summary. */
export function outcomeMarkdown(outcome: Outcome): string {
  const { warning } = outcome;
  const rows = facts(outcome).map(
    ([name, value]) => `| ${name} | ${LINKS.has(name) ? link(LINKS.get(name) ?? "", value) : code(value)} |`,
  );
  return [
    `## ${headline(outcome, code)}`,
    ...(warning === undefined ? [] : [`> [!WARNING]\n> ${code(warning)}`]),
    ["| | |", "|---|---|", ...rows].join("\n"),
    ...("outcomes" in outcome
      ? [
          notDone(outcome)
            .map((line) => `- ${code(line)}`)
            .join("\n"),
        ]
      : []),
    "",
  ].join("\n\n");
}

/** What did not come to its end, for a job summary: what was asked for, and why nothing came of it. */
export const failureMarkdown = (what: string, reason: string): string =>
  `## Failed: ${code(what)}\n\n${code(reason)}\n\n`;

/** Facts that are addresses, and the words of their links. */
const LINKS: ReadonlyMap<string, string> = new Map([
  ["URL", "open the site"],
  ["run", "see what it did"],
]);

/** @param shown How a text that somebody else chose is shown. */
function headline(outcome: Outcome, shown: (text: string) => string): string {
  const what = `${outcome.version.commit.slice(0, 7)} of ${shown(outcome.version.branch)}`;
  if ("outcomes" in outcome) {
    if (outcome.kind === "planned-clients")
      return `${count(outcome.clients - outcome.damaged.length - outcome.outcomes.length, "client")} of ${outcome.line} would get ${what}`;
    const done = outcome.outcomes.filter(({ kind }) => kind === "promoted" || kind === "unchanged").length;
    return `${count(done)} of ${count(outcome.clients, "client")} of ${outcome.line} ${done === 1 ? "serves" : "serve"} ${what}`;
  }
  const { kind, host } = outcome;
  if (kind === "planned") return `${host} would get ${what}`;
  return kind === "promoted" ? `${host} serves ${what}` : `${host} served ${what} already; it was read back`;
}

function facts(outcome: Outcome): readonly (readonly [string, string])[] {
  const { stage, version, from, by } = outcome;
  const single = "outcomes" in outcome ? undefined : outcome;
  return [
    ["stage", stage],
    ["version", version.commit],
    ["branch", version.branch],
    ["release", version.digest],
    ["from", originText(from)],
    ...(single ? ([["API URL", single.settings.apiUrl]] as const) : []),
    ...(single ? ([["before", single.before ? servingText(single.before) : "nothing"]] as const) : []),
    ["by", by.actor],
    ...(by.approver === undefined ? [] : ([["approved", `by ${by.approver}`]] as const)),
    ...(by.run === undefined ? [] : ([["run", by.run]] as const)),
    ...(single ? ([["URL", `https://${single.host}/`]] as const) : []),
  ];
}

const servingText = ({ commit, settings }: Serving<SiteSettings>): string =>
  commit === "" ? "an entry that could not be read" : `${commit} with the API ${settings.apiUrl}`;

/** Where a version came from, in words. */
export const originText = (from: Origin): string =>
  from.kind === "branch"
    ? `the last build of ${from.branch}`
    : from.kind === "stage"
      ? `${from.site} (${from.stage})`
      : "an earlier promotion (rollback)";

function notDone({ outcomes, damaged, kind }: ClientsOutcome): readonly string[] {
  const failed = outcomes.flatMap((each) =>
    "reason" in each ? [`${each.host} ${each.kind === "failed" ? "failed" : "was left as it is"}: ${each.reason}`] : [],
  );
  const isUnfinished = outcomes.some(({ kind }) => kind === "failed" || kind === "left");
  const left = outcomes.filter((each) => each.kind === "left").length;
  const named = [
    ...failed,
    ...damaged.map(
      (host) => `${host} has an entry that cannot be read, or an API URL that will not do: promote to it by its name`,
    ),
  ];
  return [
    ...named.slice(0, MOST_NAMED),
    ...(named.length > MOST_NAMED ? [`and ${named.length - MOST_NAMED} others`] : []),
    ...(left > 0 ? [`${count(left, "client")} were left as they are, since the first one failed`] : []),
    ...(isUnfinished && kind === "clients" ? ["Run this again: it goes on where it ended."] : []),
  ];
}
