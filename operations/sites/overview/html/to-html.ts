import { join } from "node:path";
import { timeText } from "../../../inspect/wording/text";
import { assetOf, STYLE_SHEET } from "../../../report/html/assets";
import { documentOf } from "../../../report/html/document";
import { type Html, html, NOTHING, when } from "../../../report/html/html";
import { count } from "../../../report/wording/words";
import type { SitesOverview } from "../listed-site";
import { tallyOf, unreadText } from "../wording";
import { stageSection, titleOf } from "./stage-section";
import { type StageView, stagesOf } from "./view";

const STYLE = assetOf(STYLE_SHEET, join(__dirname, "sites.css"));
const SCRIPT = assetOf(join(__dirname, "sites.js"));

/**
 * All sites as one page that needs nothing else, in the style of the report: no network, no other file, and no script either,
 * which only adds the search and the filters. The same sites give the same bytes.
 *
 * @param now When they were looked at.
 */
export function toHtml(overview: SitesOverview, now: Date): string {
  const { lines, sites } = overview;
  const isOnlyLine = lines.length === 1;
  const stages = stagesOf(overview);
  const [eyebrow, of] = isOnlyLine
    ? [lines[0]?.title ?? "", ` of ${lines[0]?.name ?? ""}`]
    : [lines.map(({ title }) => title).join(", "), ""];
  const unread = unreadText(overview);
  const headline = `${count(sites.length, "site")}${of}`;
  const body = html`<a class="skip" href="#details">Skip to the sites</a>
<header class="masthead"><p class="eyebrow">Static sites${eyebrow === "" ? "" : `: ${eyebrow}`}</p>
<h1>${headline}</h1>
${tally(overview)}<dl class="facts"><div><dt>Looked at</dt><dd>${timeText(now)}</dd></div></dl>
</header>
<main>
${when(unread !== undefined, () => html`<div class="wrap"><p class="alert notice">${unread ?? ""}</p></div>\n`)}${toolbar(overview, stages)}<div class="wrap" id="details" tabindex="-1">
${stages.map((stage) => stageSection(stage, isOnlyLine))}</div>
</main>
<footer class="colophon">Nothing on this page is secret: each site itself tells its settings under /config.json.</footer>
`;
  return documentOf({ title: headline, style: STYLE, script: SCRIPT, body });
}

const tally = ({ sites }: SitesOverview): Html => {
  const items = tallyOf(sites).map(({ number, what }) => html`<li><span><b>${count(number)}</b> ${what}</span></li>`);
  return items.length === 0 ? NOTHING : html`<ul class="tally" aria-label="Remarks">${items}</ul>\n`;
};

/** The search and the filters. Hidden until the page's script runs. */
function toolbar({ lines, sites }: SitesOverview, stages: readonly StageView[]): Html {
  if (sites.length === 0) return NOTHING;
  const options = stages.map(
    (stage) => html`<option value="${stage.id}">${titleOf(stage, lines.length === 1)}</option>`,
  );
  const hasRemarks = sites.some(({ remarks }) => remarks.length > 0);
  return html`<div class="bar" hidden><form role="search" aria-label="Search and filter the sites" autocomplete="off">
<div class="row"><input type="search" name="search" placeholder="Search domains, versions, API URLs" aria-label="Search domains, versions, API URLs, people and remarks" aria-keyshortcuts="/" spellcheck="false" autocapitalize="off">
<select name="stage" aria-label="Stage"><option value="">All stages</option>${options}</select>
<button type="reset">Clear</button></div>
<div class="row">${when(
    hasRemarks,
    () =>
      html`<fieldset class="chips"><legend class="said">Show only</legend><label class="chip"><input type="checkbox" name="remarks" value="">only with remarks</label></fieldset>`,
  )}<output class="found" aria-live="polite"></output></div>
</form></div>
`;
}
