import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPlan } from "../../../operations/report/read/plan-file";
import type { StackPlan } from "../../../operations/report/read/stack-plan";
import type { StackResult } from "../../../operations/report/read/stack-result";
import type { Report, StackReport } from "../../../operations/report/report";
import { reportOf } from "../../../operations/report/report-of";

const PLANS = join(__dirname, "..", "..", "fixtures", "plans");

/** Names of the plans that the real Terraform made, and of those made by hand, as `hand-made/<name>`. */
export const FIXTURES: readonly string[] = ["", "hand-made/"].flatMap((folder) =>
  readdirSync(join(PLANS, folder))
    .filter((file) => file.endsWith(".json"))
    .map((file) => folder + file.replace(/\.json$/, "")),
);

/** The text of a plan file. */
export const fixtureText = (name: string): string => readFileSync(join(PLANS, `${name}.json`), "utf8");

/** A plan file, read. */
export const fixture = (name: string): StackPlan => readPlan(fixtureText(name), `${name}.json`);

/** A stack that was planned. */
export const planned = (id: string, plan: StackPlan | string): StackResult => ({
  id,
  status: "planned",
  plan: typeof plan === "string" ? fixture(plan) : plan,
});

/** The report of one planned stack. */
export const reportOfPlan = (plan: StackPlan | string): Report => reportOf([planned("stack", plan)]);

/** What a report says of its first stack. */
export function firstOf({ stacks: [stack] }: Report): StackReport {
  if (!stack) throw new Error("the report has no stack");
  return stack;
}

/** One resource of a plan. */
export const resource = (
  address: string,
  actions: readonly string[],
  change: Readonly<Record<string, unknown>> = {},
) => ({
  address,
  change: {
    actions,
    before: null,
    after: null,
    after_unknown: {},
    before_sensitive: {},
    after_sensitive: {},
    ...change,
  },
});

/** A plan with some keys of one's own, read as a file would be. */
export const aPlan = (keys: Readonly<Record<string, unknown>> = {}): StackPlan =>
  readPlan(JSON.stringify({ format_version: "1.2", planned_values: {}, ...keys }), "plan.json");

/** The rows of the table of stacks: by stack, then by the title of the column; the last column is `status`. */
export function tableOf(markdown: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const [titles = [], , ...rows] = (/^\| stack \|(?:.*\n\|)*.*$/m.exec(markdown)?.[0] ?? "").split("\n").map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return Object.fromEntries(
    rows.map((cells) => {
      const row = Object.fromEntries(titles.map((title, index) => [title || "status", cells[index] ?? ""]));
      return [(row.stack ?? "").replace(/<\/?code>/g, ""), row];
    }),
  );
}

/** The lines of all blocks of code, without their bars. */
export function fencedLines(markdown: string): readonly string[] {
  const lines: string[] = [];
  let bar: string | undefined;
  for (const line of markdown.split("\n")) {
    if (bar === undefined) bar = /^(`{3,})(?:diff)?$/.exec(line)?.[1];
    else if (line === bar) bar = undefined;
    else lines.push(line);
  }
  if (bar !== undefined) throw new Error("a block of code is not closed");
  return lines;
}
