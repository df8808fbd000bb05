import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { writeWhole } from "../../adapters/files";
import type { AllowedDanger } from "../../operations/report/dangers/danger";
import type { ReportContext } from "../../operations/report/findings";
import { readHeader } from "../../operations/report/history/header";
import { toHtml } from "../../operations/report/html/to-html";
import { toJson } from "../../operations/report/json/to-json";
import { toMarkdown } from "../../operations/report/markdown/to-markdown";
import { mergeIntoBody, roomIn, sectionIn } from "../../operations/report/pull-request/body";
import { publicationOf } from "../../operations/report/pull-request/publication";
import { type Published, publishReport } from "../../operations/report/pull-request/publish";
import type { Report } from "../../operations/report/report";
import { confirmationRules } from "../confirmation-rules";
import { ExitCode, InputError } from "../failures";
import { print, printJson, tell } from "../output";
import { gitHub } from "../pull-request";
import { subjectOf } from "../report-subject";
import { runFacts } from "../run-facts";
import { mustBeWritable, readOwnText } from "../text-files";

export interface ReportOptions {
  readonly body?: string;
  readonly pullRequest?: number;
  readonly commit?: string;
  readonly output?: string;
  readonly html?: string;
  readonly summary?: string;
  readonly fullReport?: string;
  readonly budget?: number;
  readonly rules?: string;
  readonly allow?: readonly AllowedDanger[];
  readonly label?: string;
  /** Whether plan files are judged by the rules of policies/. */
  readonly policies: boolean;
  readonly json: boolean;
}

/** A report, and what else its forms are told. */
interface Told {
  readonly report: Report;
  readonly context: ReportContext;
}

/** Longest job summary, in code points. GitHub takes 1 MiB of a step, in bytes, of which a code point has at most four. */
const SUMMARY_BUDGET = 250_000;

/** Reports on the plans of the last `infra plan`, or on plan files of any Terraform project. */
export async function report(files: readonly string[], options: ReportOptions): Promise<ExitCode> {
  const { body, pullRequest, output, html, summary, budget, json } = options;
  const { label, allowed } = await rulesOf(files, options);
  const told = tellingOf(files, options, allowed);
  const { report, context } = told;
  // Whatever can be wrong with the input is found before anything is written.
  mustBeWritable([body, output, html, summary], files);
  const publish = pullRequest === undefined ? undefined : publisher(pullRequest, told, label, budget);
  const merged = body === undefined ? undefined : mergedInto(existsSync(body) ? readOwnText(body) : "", told, budget);

  if (body !== undefined && merged !== undefined) await writeWhole(body, merged);
  if (html !== undefined) writeFileSync(html, toHtml(report, context));
  // A job has one summary, to which each of its steps adds.
  if (summary !== undefined) appendFileSync(summary, toMarkdown(report, { ...context, budget: SUMMARY_BUDGET }));
  const markdown = (): string => toMarkdown(report, { ...context, ...(budget !== undefined && { budget }) });
  if (output !== undefined) writeFileSync(output, markdown());
  if (publish) tell(`pull request ${pullRequest}: ${inWords(await publish())}`);
  if (json) printJson(toJson(report, context));
  else if ([output, html, summary, pullRequest].every((place) => place === undefined)) print(markdown().trimEnd());
  for (const path of [output, html]) if (path !== undefined) tell(`the report stands in ${path}`);
  return ExitCode.done;
}

/** The catalogue's rules hold for its own stacks alone; whatever is said on the command line is added. */
async function rulesOf(
  files: readonly string[],
  { rules, allow = [], label }: ReportOptions,
): Promise<{ readonly label?: string; readonly allowed: readonly AllowedDanger[] }> {
  const stated = files.length > 0 && rules === undefined ? undefined : await confirmationRules(rules);
  const wanted = label ?? stated?.label;
  return { ...(wanted !== undefined && { label: wanted }), allowed: [...(stated?.allowed ?? []), ...allow] };
}

function tellingOf(
  files: readonly string[],
  { commit, fullReport, policies }: ReportOptions,
  allowed: readonly AllowedDanger[],
): Told {
  const { report, facts } = subjectOf(files, policies);
  const context = {
    facts: {
      ...runFacts(process.env),
      ...facts,
      ...(commit !== undefined && { commit }),
      ...(fullReport !== undefined && { fullReport }),
    },
    allowed,
  };
  return { report, context };
}

function mergedInto(body: string, { report, context }: Told, budget = Number.POSITIVE_INFINITY): string {
  const previous = readHeader(sectionIn(body) ?? "");
  const isOfAnotherCommit = previous?.commit !== undefined && previous.commit !== context.facts?.commit;
  const text = toMarkdown(report, {
    ...context,
    budget: Math.min(budget, roomIn(body)),
    ...(isOfAnotherCommit && { previous }),
  });
  const merge = mergeIntoBody(body, text);
  if ("error" in merge) throw new InputError(merge.error);
  return merge.body;
}

/** What publishes; everything that it needs is there. */
function publisher(
  number: number,
  { report, context }: Told,
  confirmationLabel?: string,
  budget?: number,
): () => Promise<Published> {
  const github = gitHub(process.env);
  const commit = context.facts?.commit;
  if (commit === undefined) {
    throw new InputError(
      "which commit was planned is not known: run this in a workflow of a pull request, or give --commit, so that the plan of an older commit is never shown as that of a newer one",
    );
  }
  const { branch } = runFacts(process.env);
  const target = {
    number,
    commit,
    ...(branch !== undefined && { branch }),
    ...(confirmationLabel !== undefined && { confirmationLabel }),
    ...(budget !== undefined && { budget }),
  };
  return () => publishReport(github, publicationOf(report, context, target));
}

function inWords({ placed, verdict }: Published): string {
  if (placed.place === "nowhere") return `nothing was written: ${placed.because}`;
  const where =
    placed.place === "comment"
      ? `the plan stands in a comment, ${placed.url}. ${placed.because}`
      : placed.changed
        ? "the plan stands in its body"
        : "its body already says so";
  return verdict ? `${where}; the check says ${verdict.conclusion.replace("_", " ")}` : where;
}
