import { entryJson } from "../entry";
import type { ListedSite, Remark, SitesOverview } from "./listed-site";

/** What `infra sites --json` prints; docs/sites-json.md describes it. */
export const toJson = ({ sites, problems, unread }: SitesOverview) => ({
  format: 1 as const,
  sites: sites.map(siteJson),
  unread,
  problems,
});

function siteJson({ line, stage, host, client, state, entry, remarks }: ListedSite) {
  return {
    line,
    stage: stage ?? null,
    host,
    ...(client !== undefined && { client }),
    state,
    ...(entry && entryJson(entry)),
    remarks: remarks.map(remarkJson),
  };
}

function remarkJson(remark: Remark) {
  if (!("attempt" in remark)) return remark;
  const { kind, attempt } = remark;
  return { kind, attempt, ...(kind === "running" && { holder: remark.holder.name }) };
}
