import type { ReportContext } from "../../../../operations/report/findings";
import type { Report } from "../../../../operations/report/report";
import { reportOf } from "../../../../operations/report/report-of";
import { hostileStacks } from "../hostile";

/** Texts that do harm where they are taken for HTML. */
export const XSS = [
  "<script>globalThis.pwned = 1</script>",
  "</script><script>globalThis.pwned = 1</script>",
  "<img src=x onerror='globalThis.pwned = 1'>",
  '" onmouseover="globalThis.pwned = 1" x="',
  "' autofocus onfocus='globalThis.pwned = 1' '",
  "</code></td></table></details></section></main>",
  "</title></style><svg onload=globalThis.pwned=1>",
  "<!-- --><iframe srcdoc='<script>parent.pwned = 1</script>'>",
  "<base href='https://evil.example/'><link rel=stylesheet href=//evil.example>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=globalThis.pwned=1>",
  "javascript:globalThis.pwned=1",
  "&lt;img src=x onerror=globalThis.pwned=1&gt; &#60;b&#62;",
  "{{constructor.constructor('globalThis.pwned=1')()}} ${globalThis.pwned=1} `",
  "\u202e\u2066\u200b\u0000\u001b[31m\ud800\u2028",
] as const;

/** A report in which one text stands at every place that a plan, a catalogue, a tool or GitHub can fill. */
export function hostileReport(text: string): readonly [Report, ReportContext] {
  const report = reportOf(hostileStacks(text));
  const context: ReportContext = {
    facts: {
      branch: `b${text}`,
      commit: text,
      base: text,
      run: { id: 1, attempt: 1, url: text },
      note: `note \`${text}\``,
    },
    confirmation: { state: "needed", how: ["add ", { quoted: text }] },
    previous: {
      format: 1,
      commit: text,
      stacks: [{ id: `was ${text}`, state: "changes", digest: "x", changes: [[text, `gone ${text}`, "x"]] }],
    },
  };
  return [report, context];
}
