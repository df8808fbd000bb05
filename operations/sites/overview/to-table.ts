import { cell } from "../../inspect/wording/text";
import type { ListedSite, SitesOverview } from "./listed-site";
import { remarkText, shortCommit, timeOf } from "./wording";

/** The sites as rows of a table, headings first. The line is a column only where there are several. */
export function toRows({ lines, sites }: Pick<SitesOverview, "lines" | "sites">): readonly (readonly string[])[] {
  const [isOne, headings] = [lines.length === 1, ["line", ...HEADINGS]];
  return [headings, ...sites.map(cellsOf)].map((cells) => (isOne ? cells.slice(1) : cells));
}

const HEADINGS = ["stage", "site", "version", "branch", "API URL", "since", "by", "remarks"];

const NOT_KNOWN = "-";

function cellsOf({ line, stage, host, entry, remarks }: ListedSite): readonly string[] {
  const served = entry
    ? [
        shortCommit(entry.commit),
        cell(entry.branch, 40),
        cell(entry.settings.apiUrl),
        timeOf(entry.since),
        cell(entry.by, 30),
      ]
    : Array.from({ length: 5 }, () => NOT_KNOWN);
  return [line, stage ?? NOT_KNOWN, cell(host), ...served, remarks.map(remarkText).join("; ")];
}
