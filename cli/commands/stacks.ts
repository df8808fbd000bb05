import { overviewOf, type StackOverview } from "../../operations/stacks/overview";
import { ExitCode, InputError } from "../failures";
import { print, printJson, table } from "../output";
import { type StackSource, withStacks } from "../stacks";

export interface StacksOptions extends StackSource {
  readonly branch?: string;
  readonly json: boolean;
}

/** Lists the stacks that exist, in the order in which they can be deployed. */
export async function stacks({ branch, json, ...source }: StacksOptions): Promise<ExitCode> {
  const all = await withStacks(source, async ({ stacks }) => overviewOf(stacks));
  const lines = branch === undefined ? all : all.filter((stack) => stack.branch === branch);
  if (lines.length === 0) throw new InputError(noStacks(branch, all));
  if (json) printJson({ stacks: lines });
  else print(table([HEADINGS, ...lines.map(cellsOf)]));
  return ExitCode.done;
}

const HEADINGS = ["wave", "stack", "branch", "kind", "environment", "depends on", "from"];

const cellsOf = ({ wave, id, branch, kind, environment, dependencies, source }: StackOverview): readonly string[] => [
  String(wave),
  id,
  branch ?? "-",
  kind ?? "-",
  environment ?? "-",
  dependencies.join(", ") || "-",
  source ?? "-",
];

function noStacks(branch: string | undefined, all: readonly StackOverview[]): string {
  if (branch === undefined) return "there is no stack";
  const known = [...new Set(all.flatMap((stack) => stack.branch ?? []))].join(", ");
  return `no stack is deployed from the branch "${branch}"; there are ${known}`;
}
