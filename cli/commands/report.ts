import { existsSync, writeFileSync } from "node:fs";
import { writeWhole } from "../../adapters/files";
import type { PullRequestBodies } from "../../adapters/github/pull-requests";
import type { ComparedCommit } from "../../operations/plan/plan-index";
import { type MarkdownOptions, toMarkdown } from "../../operations/report/markdown/to-markdown";
import { mergeIntoBody, roomIn } from "../../operations/report/pull-request/body";
import { readIndex, resultsOfFiles, resultsOfRun } from "../../operations/report/read/from-plans";
import type { Report } from "../../operations/report/report";
import { reportOf } from "../../operations/report/report-of";
import { ExitCode, InputError } from "../failures";
import { print, printJson, tell } from "../output";
import { inRepository } from "../paths";
import { gitHub } from "../pull-request";
import { mustBeWritable, readOwnText, readText } from "../text-files";

export interface ReportOptions {
  readonly body?: string;
  readonly pullRequest?: number;
  readonly output?: string;
  readonly budget?: number;
  readonly json: boolean;
}

/** What is reported on, and what the heading says of it. */
interface Subject {
  readonly report: Report;
  readonly markdown: MarkdownOptions;
}

/** Makes a report of at most so many code points. */
type Text = (room?: number) => string;

/** Reports on the plans of the last `infra plan`, or on plan files of any Terraform project. */
export async function report(files: readonly string[], options: ReportOptions): Promise<ExitCode> {
  const { body, pullRequest, output, budget, json } = options;
  const { report, markdown } = files.length > 0 ? ofFiles(files) : ofLastRun();
  const text: Text = (room) => toMarkdown(report, { ...markdown, ...budgetOf(budget, room) });
  // Whatever can be wrong with the input is found before anything is written.
  for (const path of [body, output]) if (path !== undefined) mustBeWritable(path);
  const bodies = pullRequest === undefined ? undefined : gitHub(process.env);
  const merged = body === undefined ? undefined : mergedInto(existsSync(body) ? readOwnText(body) : "", text);
  if (body !== undefined && merged !== undefined) await writeWhole(body, merged);
  if (output !== undefined) writeFileSync(output, text());
  if (bodies && pullRequest !== undefined) await writePullRequest(bodies, pullRequest, text);
  if (json) printJson(report);
  else if (output === undefined && pullRequest === undefined) print(text().trimEnd());
  if (output !== undefined) tell(`the report stands in ${output}`);
  return ExitCode.done;
}

const WITHOUT_AWS =
  "Planned without credentials, against empty states: everything appears as created, whatever exists already.";

const changesSince = ({ commit }: ComparedCommit): string =>
  `Planned without AWS: what changes since \`${commit.slice(0, 7)}\`, if that was applied as it stands.`;

const ofFiles = (files: readonly string[]): Subject => ({
  report: reportOf(resultsOfFiles(files, readText)),
  markdown: {},
});

function ofLastRun(): Subject {
  const path = inRepository(".infra", "plans", "index.json");
  if (!existsSync(path)) throw new InputError("there are no plans in .infra/plans. Make them first: npx infra plan");
  const index = readIndex(readText(path), path);
  const results = resultsOfRun(index, (name) => readText(inRepository(".infra", name)));
  const networks = new Set(index.stacks.map(({ labels }) => labels?.network));
  const [branch] = networks;
  return {
    report: reportOf(results),
    markdown: {
      ...(networks.size === 1 && branch !== undefined && { branch }),
      ...(index.mode === "offline" && { note: index.since ? changesSince(index.since) : WITHOUT_AWS }),
    },
  };
}

const budgetOf = (wanted: number | undefined, room: number | undefined): { readonly budget?: number } => {
  const limits = [wanted, room].filter((limit) => limit !== undefined);
  return limits.length > 0 ? { budget: Math.min(...limits) } : {};
};

function mergedInto(body: string, text: Text): string {
  const merge = mergeIntoBody(body, text(roomIn(body)));
  if ("error" in merge) throw new InputError(merge.error);
  return merge.body;
}

/** Reads the body just before it is written: between the two, nobody should have had time to change it. */
async function writePullRequest(bodies: PullRequestBodies, number: number, text: Text): Promise<void> {
  const before = await bodies.read(number);
  const after = mergedInto(before, text);
  if (after !== before) await bodies.write(number, after);
  tell(`pull request ${number}: ${after === before ? "its body already says so" : "the plan stands in its body"}`);
}
