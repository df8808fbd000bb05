/**
 * Reads a plan and makes its report in every form, as `infra report` does; prints how long that took, and how much memory it
 * needed. Run in a process of its own: `report-plan.ts FILE ROUNDS`. Each round also reads the text ten times with
 * `JSON.parse` alone, to compare with.
 */
import { readFileSync } from "node:fs";
import { toHtml } from "../../operations/report/html/to-html";
import { toMarkdown } from "../../operations/report/markdown/to-markdown";
import { readPlan } from "../../operations/report/read/plan-file";
import { reportOf } from "../../operations/report/report-of";
import { seconds } from "./measure";

const [file = "", rounds = "1"] = process.argv.slice(2);

const reportOn = (text: string) => reportOf([{ id: "stack", status: "planned", plan: readPlan(text, file) }]);

function round(): { readonly markdown: number; readonly parsing: number } {
  const text = readFileSync(file, "utf8");
  const markdown = seconds(() => toMarkdown(reportOn(text)));
  const parsing = seconds(() => {
    for (let time = 0; time < 10; time++) JSON.parse(text);
  });
  return { markdown, parsing };
}

const measured = Number(rounds) > 0 ? Array.from({ length: Number(rounds) }, round) : [];
if (measured.length === 0) {
  const report = reportOn(readFileSync(file, "utf8"));
  if (toMarkdown(report).length + toHtml(report).length === 0) throw new Error("there is no report");
}
process.stdout.write(JSON.stringify({ rounds: measured, megabytes: process.resourceUsage().maxRSS / 1024 }));
