import { checkCatalogue, readCatalogue } from "../../model/catalogue";
import { endedIgnores } from "../../model/ignored-drift";
import { formatProblems, sorted } from "../../model/problems";
import { endedRetirements } from "../../model/retirements";
import { formatFindings, sortedFindings } from "../../policies/format-findings";
import { refusing } from "../../policies/judge";
import { ExitCode } from "../failures";
import { print, printJson } from "../output";
import { today } from "../today";

export interface CheckOptions {
  readonly catalogue: string;
  /** Whether every stack is judged by the rules of policies/, too. */
  readonly policies: boolean;
  readonly json: boolean;
}

/** Prints every problem of the catalogue, and what the rules of policies/ find in what is made from it. */
export function check({ catalogue, policies, json }: CheckOptions): ExitCode {
  const checked = checkCatalogue(catalogue);
  const { ignoredDrift = [], networks = [] } = checked.organisation ?? {};
  const problems = [
    ...checked.problems,
    ...endedIgnores(ignoredDrift, today()),
    ...endedRetirements(networks, today()),
  ];
  const hasErrors = problems.some(({ severity }) => severity === "error");
  const findings = policies && checked.organisation ? judged(catalogue) : undefined;
  if (json) printJson({ problems: sorted(problems), ...(findings && { findings: sortedFindings(findings) }) });
  else print([formatProblems(problems), ...(findings ? [formatFindings(findings, today())] : [])].join("\n"));
  return hasErrors || refusing(findings ?? [], today()).length > 0 ? ExitCode.failed : ExitCode.done;
}

/** Loaded only when asked for: it brings cdktf with it. */
function judged(catalogue: string) {
  const { judgedOrganisation } = require("../judge-organisation") as typeof import("../judge-organisation");
  return judgedOrganisation(readCatalogue(catalogue));
}
