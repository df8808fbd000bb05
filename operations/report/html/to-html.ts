import type { ReportContext } from "../findings";
import type { Report } from "../report";
import { verdictOf } from "../wording/verdict";
import { count } from "../wording/words";
import { SCRIPT, STYLE } from "./assets";
import { attributeBodies } from "./attribute-bodies";
import { dangerBox } from "./danger-box";
import { documentOf } from "./document";
import { html, when } from "./html";
import { masthead } from "./masthead";
import { sharedBox } from "./shared-box";
import { sinceBox } from "./since-box";
import { hasSection, stackSection } from "./stack-section";
import { stackTable } from "./stack-table";
import { toolbar } from "./toolbar";
import { viewOf } from "./view";

/** How a page is written. */
export interface HtmlOptions extends ReportContext {
  /**
   * Room for attributes, in UTF-16 units of HTML. What matters most is written first; what has no room is said to have none.
   * @default - as much as a browser opens in a moment
   */
  readonly mostAttributes?: number;
}

/**
 * The whole report as one page that needs nothing else: no network, no other file, and no script either, which only adds
 * the search and the filters. The same report gives the same bytes.
 */
export function toHtml(report: Report, options: HtmlOptions = {}): string {
  const view = viewOf(report, options);
  const bodies = attributeBodies(view, options.mostAttributes);
  const branch = view.facts.branch === undefined ? "" : ` for ${view.facts.branch}`;
  const sections = view.stacks.filter(({ stack }) => hasSection(stack)).map((one) => stackSection(one, view, bodies));
  const body = html`<a class="skip" href="#details">Skip to the details</a>
${masthead(view)}<main>
<div class="wrap">
${dangerBox(view)}${sinceBox(view)}${when(report.stacks.length > 0, () => stackTable(view))}${sharedBox(view, bodies)}${when(
  bodies.leftOut > 0,
  () =>
    html`<p class="alert notice">This report is too big for one page: of ${count(bodies.leftOut, "change")}, the attributes are not shown. Every change is listed, and the report for machines (JSON) holds all of them.</p>`,
)}</div>
${toolbar(view)}<div class="wrap" id="details" tabindex="-1">
${sections}</div>
</main>
<footer class="colophon">What is marked as sensitive, or looks like a secret, is no part of this page.</footer>
`;
  return documentOf({ title: `Plan${branch}: ${verdictOf(report)}`, style: STYLE, script: SCRIPT, body });
}
