import type { SiteLine } from "../../../model/sites";
import { listSites } from "./list-sites";
import type { PlaceProblem, SitesOverview } from "./listed-site";
import { type LookOptions, lookAtPlace } from "./look-at-place";
import { clientOf, isSelected } from "./selection";

/** Looks at the sites of lines, all places at once. What cannot be read stops nothing else. */
export async function lookAtSites(lines: readonly SiteLine[], options: LookOptions): Promise<SitesOverview> {
  const looked = await Promise.all(lines.map((line) => lookAtLine(line, options)));
  return {
    lines,
    selection: options.selection,
    sites: looked.flatMap(({ sites }) => sites),
    clients: [...new Set(looked.flatMap(({ clients }) => clients))].sort(),
    problems: looked.flatMap(({ problems }) => problems),
    unread: looked.reduce((sum, { unread }) => sum + unread, 0),
  };
}

async function lookAtLine(line: SiteLine, options: LookOptions): Promise<Omit<SitesOverview, "lines" | "selection">> {
  const looked = await Promise.all(placesFor(line, options).map((place) => lookAtPlace(line, place, options)));
  const found = looked.flatMap(({ found }) => found ?? []);
  const sites = listSites(line, found);
  return {
    sites: sites.filter((site) => isSelected(line, site, options.selection)),
    clients: sites.flatMap((site) => clientOf(line, site) ?? []),
    problems: looked.flatMap(({ problem }): readonly PlaceProblem[] => (problem ? [problem] : [])),
    unread: found.reduce((sum, { unread }) => sum + unread, 0),
  };
}

/** Where the sites of a stage are, and those that they are compared with. */
function placesFor({ stages }: SiteLine, { selection }: LookOptions) {
  const chosen = stages.filter(({ name }) => selection.stage === undefined || name === selection.stage);
  const sources = chosen.flatMap(({ sources: [first] }) => (first?.kind === "stage" ? [first.stage] : []));
  const read = stages.filter((stage) => chosen.includes(stage) || sources.includes(stage.name));
  return [...new Map(read.map(({ place }) => [place.stackId, place])).values()];
}
