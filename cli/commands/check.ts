import { checkCatalogue } from "../../model/catalogue";
import { formatProblems, sorted } from "../../model/problems";
import { ExitCode } from "../failures";
import { print, printJson } from "../output";

export interface CheckOptions {
  readonly catalogue: string;
  readonly json: boolean;
}

/** Prints every problem of the catalogue. */
export function check({ catalogue, json }: CheckOptions): ExitCode {
  const { problems } = checkCatalogue(catalogue);
  if (json) printJson({ problems: sorted(problems) });
  else print(formatProblems(problems));
  return problems.some(({ severity }) => severity === "error") ? ExitCode.failed : ExitCode.done;
}
