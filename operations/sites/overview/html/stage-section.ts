import { code, type Html, html, NOTHING, when } from "../../../report/html/html";
import { count } from "../../../report/wording/words";
import type { ListedSite, PlaceProblem, Remark } from "../listed-site";
import { isLoud, problemText, remarkText, shortCommit, sourcesText, timeOf } from "../wording";
import type { StageView } from "./view";

/** One stage: what it is for, and its sites. */
export function stageSection(view: StageView, isOnlyLine: boolean): Html {
  const { id, line, stage, sites, problem } = view;
  const title = titleOf(view, isOnlyLine);
  return html`<section class="stage" id="${id}" data-stage="${line.name} ${stage?.name ?? ""}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}${when(sites.length > 0, () => html` <span class="number">${count(sites.length)}</span>`)}</h2>
<p class="said-of">${stage ? `${stage.purpose} ${sourcesText(stage)}` : "The catalogue knows no stage with sites of these names."}</p>
${problem ? problemBox(problem) : NOTHING}${when(!problem && sites.length === 0, () => html`<p class="names">No site yet.</p>`)}${when(
  sites.length > 0,
  () => tableOf(view, title),
)}</section>
`;
}

/** How a stage is called on the page; by its line, too, where there are several. */
export const titleOf = ({ line, stage }: StageView, isOnlyLine: boolean): string =>
  `${isOnlyLine ? "" : `${line.name}: `}${stage?.name ?? "no stage"}`;

const problemBox = (problem: PlaceProblem): Html =>
  html`<p class="alert ${problem.kind === "unreadable" ? "danger" : "notice"}">${problemText(problem)}</p>`;

const tableOf = ({ line, sites }: StageView, title: string): Html =>
  html`<div class="scrolls" role="region" aria-label="Sites of ${title}" tabindex="0"><table class="list sites"><thead><tr>${COLUMNS.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>
${sites.map((site) => rowOf(site, `https://github.com/${line.repository.owner}/${line.repository.name}`))}</tbody></table></div>
`;

const COLUMNS = ["site", "version", "API URL", "since", "remarks"];

function rowOf({ host, entry, remarks }: ListedSite, repository: string): Html {
  const served = entry
    ? html`<td data-label="version"><a href="${repository}/commit/${entry.commit}" rel="noreferrer">${code(shortCommit(entry.commit))}</a> <small>${code(entry.branch)}</small></td><td data-label="API URL">${code(entry.settings.apiUrl)}</td><td data-label="since"><time class="when" datetime="${entry.since}">${timeOf(entry.since)}</time> <small>by ${entry.by}</small></td>`
    : html`<td class="nothing"></td><td class="nothing"></td><td class="nothing"></td>`;
  return html`<tr${remarks.length > 0 ? html` data-remarks` : NOTHING}><th scope="row">${hostOf(host)}</th>${served}${remarksOf(remarks)}</tr>
`;
}

/** What is a host name leads to the site. Names come from a store that anybody may have written. */
const hostOf = (host: string): Html =>
  /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)
    ? html`<a href="https://${host}/" rel="noreferrer">${code(host)}</a>`
    : code(host);

const remarksOf = (remarks: readonly Remark[]): Html =>
  remarks.length === 0
    ? html`<td class="nothing"></td>`
    : html`<td><ul class="remarks">${remarks.map(
        (remark) => html`<li class="badge${isLoud(remark) ? " loud" : ""}">${remarkText(remark)}</li>`,
      )}</ul></td>`;
