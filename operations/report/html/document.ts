import type { Asset } from "./assets";
import { type Html, html } from "./html";

/** What a page consists of. */
export interface DocumentParts {
  readonly title: string;
  readonly style: Asset;
  readonly script: Asset;
  /** What stands in its body, in front of the script. */
  readonly body: Html;
}

/**
 * A page that needs nothing else: no network, no other file. Its own policy lets nothing but its style and its script be
 * loaded or run, and nothing be sent.
 */
export function documentOf({ title, style, script, body }: DocumentParts): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${trusted(style.text)}</style>
</head>
<body>
${body}<script>${trusted(script.text)}</script>
</body>
</html>
`;
  return page.markup;
}

const trusted = (markup: string): Html => ({ markup });

const policyFor = (style: Asset, script: Asset): string =>
  [
    "default-src 'none'",
    `style-src ${style.source}`,
    `script-src ${script.source}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
