import { existsSync } from "node:fs";
import type { ComparedCommit } from "../operations/plan/plan-index";
import { judgedFiles, readIndex, resultsOfFiles, resultsOfRun } from "../operations/report/read/from-plans";
import type { Report } from "../operations/report/report";
import { reportOf } from "../operations/report/report-of";
import type { RunFacts } from "../operations/report/run-facts";
import { suspectMarks } from "../operations/report/secrets/suspects";
import { InputError } from "./failures";
import { inRepository } from "./paths";
import { readText } from "./text-files";
import { today } from "./today";

/** What is reported on, and what the plans themselves tell of their run. */
export interface Subject {
  readonly report: Report;
  readonly facts: RunFacts;
}

/**
 * The plan files of any Terraform project; without any, the plans of the last `infra plan`.
 *
 * @param policies Whether plan files are judged by the rules of policies/; the stacks of this repository always are.
 * @throws InputError, or PlanError, when they cannot be reported on.
 */
export function subjectOf(files: readonly string[], policies: boolean): Subject {
  if (files.length === 0) return ofLastRun();
  const results = policies ? judgedFiles(files, readText, today()) : resultsOfFiles(files, readText);
  return { report: reportOf(results, jobSecrets(process.env)), facts: {} };
}

const WITHOUT_AWS =
  "Planned without credentials, against empty states: everything appears as created, whatever exists already.";

const changesSince = ({ commit }: ComparedCommit): string =>
  `Planned without AWS: what changes since \`${commit.slice(0, 7)}\`, if that was applied as it stands.`;

function ofLastRun(): Subject {
  const path = inRepository(".infra", "plans", "index.json");
  if (!existsSync(path)) throw new InputError("there are no plans in .infra/plans. Make them first: npx infra plan");
  const index = readIndex(readText(path), path);
  const results = resultsOfRun(index, (name) => readText(inRepository(".infra", name)), today());
  const networks = new Set(index.stacks.map(({ labels }) => labels?.network));
  const [branch] = networks;
  return {
    report: reportOf(results, jobSecrets(process.env)),
    facts: {
      ...(networks.size === 1 && branch !== undefined && { branch }),
      ...(index.mode === "offline" && { note: index.since ? changesSince(index.since) : WITHOUT_AWS }),
    },
  };
}

/** What the job was handed and must not be shown: values of variables whose names say that they are secrets. */
export function jobSecrets(environment: NodeJS.ProcessEnv): readonly string[] {
  const marks = suspectMarks(environment, {}) as Readonly<Record<string, unknown>>;
  return Object.entries(environment).flatMap(([name, value]) => (marks[name] === true && value ? [value] : []));
}
