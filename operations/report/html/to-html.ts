import type { ReportContext } from "../findings";
import type { Report } from "../report";
import { verdictOf } from "../wording/verdict";
import { count } from "../wording/words";
import { SCRIPT, STYLE } from "./assets";
import { attributeBodies } from "./attribute-bodies";
import { dangerBox } from "./danger-box";
import { type Html, html, when } from "./html";
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
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>Plan${branch}: ${verdictOf(report)}</title>
<style>${trusted(STYLE.text)}</style>
</head>
<body>
<a class="skip" href="#details">Skip to the details</a>
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
<script>${trusted(SCRIPT.text)}</script>
</body>
</html>
`;
  return page.markup;
}

const trusted = (markup: string): Html => ({ markup });

/** Nothing but the style and the script of this page: nothing is loaded, nothing is sent, and no other script runs. */
const POLICY = [
  "default-src 'none'",
  `style-src ${STYLE.source}`,
  `script-src ${SCRIPT.source}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
