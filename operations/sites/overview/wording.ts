import type { VersionSource } from "../../../model/delivery";
import type { SiteStage } from "../../../model/sites";
import { timeText } from "../../inspect/wording/text";
import { visible } from "../../report/wording/visible";
import { count } from "../../report/wording/words";
import type { ListedSite, PlaceProblem, Remark, SitesOverview } from "./listed-site";

/** A commit as people write it. */
export const shortCommit = (commit: string): string => commit.slice(0, 7);

/** A time as tables show it; it was checked when it was read. */
export const timeOf = (time: string): string => timeText(new Date(time));

/** Remarks in words: for one site, for a number of them, and whether somebody has to do something. */
const KINDS: Readonly<Record<Remark["kind"], { readonly many: string; readonly isLoud: boolean }>> = {
  damaged: { many: "damaged", isLoud: true },
  unrecorded: { many: "with a damaged record", isLoud: true },
  failed: { many: "whose last promotion failed", isLoud: true },
  interrupted: { many: "whose last promotion was interrupted", isLoud: true },
  running: { many: "being promoted to", isLoud: false },
  empty: { many: "with nothing served yet", isLoud: false },
  stray: { many: "of no stage", isLoud: true },
  behind: { many: "behind", isLoud: false },
  differs: { many: "on a version of their own", isLoud: false },
  settings: { many: "with another API URL than the catalogue's", isLoud: true },
};

export const isLoud = ({ kind }: Remark): boolean => KINDS[kind].isLoud;

/** A remark in a few words, without a character that does anything at a terminal. */
export const remarkText = (remark: Remark): string => visible(wordsOf(remark));

function wordsOf(remark: Remark): string {
  switch (remark.kind) {
    case "damaged":
      return "damaged: promote to it again";
    case "empty":
      return "nothing served yet";
    case "stray":
      return "its name is that of no stage";
    case "running":
      return `${remark.attempt.actor} promotes ${shortCommit(remark.attempt.version.commit)} to it, since ${timeOf(remark.attempt.startedAt)}`;
    case "interrupted":
      return `promotion of ${shortCommit(remark.attempt.version.commit)} was interrupted: promote again`;
    case "failed":
      return `promotion of ${shortCommit(remark.attempt.version.commit)} failed, ${timeOf(remark.attempt.finishedAt ?? remark.attempt.startedAt)}`;
    case "unrecorded":
      return "its record is damaged";
    case "behind":
      return `behind ${remark.stage}`;
    case "differs":
      return `not what ${remark.stage} has`;
    case "settings":
      return "another API URL than the catalogue's";
  }
}

/** How many sites there are of each kind of remark, in words, the worst first: `3 behind`. */
export const tallyOf = (sites: readonly ListedSite[]): readonly { readonly number: number; readonly what: string }[] =>
  (Object.keys(KINDS) as Remark["kind"][]).flatMap((kind) => {
    const number = sites.filter(({ remarks }) => remarks.some((remark) => remark.kind === kind)).length;
    return number > 0 ? [{ number, what: KINDS[kind].many }] : [];
  });

/** `1,003 sites: 3 behind, 1 damaged.` */
export function summaryText({ sites }: Pick<SitesOverview, "sites">): string {
  const tally = tallyOf(sites).map(({ number, what }) => `${count(number)} ${what}`);
  return `${count(sites.length, "site")}${tally.length > 0 ? `: ${tally.join(", ")}` : ""}.`;
}

/** What is not known of promotions, and how to know it; undefined when everything is. */
export const unreadText = ({ unread }: Pick<SitesOverview, "unread">): string | undefined =>
  unread === 0
    ? undefined
    : `Whether promotions run or failed is not shown, as there are ${count(unread, "record")}: --attempts reads them.`;

/** Which stages could not be looked at, and why. */
export function problemText({ line, stack, stages, kind, message }: PlaceProblem): string {
  const which = `${line} ${stages.join(", ")}`;
  return kind === "not-deployed"
    ? `${which}: not deployed yet. The stack ${stack} makes it.`
    : visible(`${which}: ${message}`);
}

/** Where a stage takes its versions from, and who approves that. */
export const sourcesText = ({ sources }: SiteStage): string => sources.map(sourceText).join(" ");

function sourceText(source: VersionSource, index: number): string {
  const from = index === 0 ? "Takes its version from" : "In exceptional cases, from";
  const { approvers } = source;
  const approved = approvers.length > 0 ? `, approved by ${approvers.join(", ")}` : "";
  return `${from} ${whereFrom(source)}${approved}.`;
}

function whereFrom(source: VersionSource): string {
  if (source.kind === "stage") return source.sameClient ? `the same client's site at ${source.stage}` : source.stage;
  const { branches } = source;
  return "only" in branches ? `the branch ${branches.only}` : `any branch but ${branches.except.join(", ")}`;
}
