import { exclusively } from "../../adapters/run-lock";
import { interruptible } from "../../adapters/terraform/interruptible";
import { planFiles } from "../../adapters/terraform/plan-store";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import type { PlanMode } from "../../operations/plan/mode";
import type { PlanIndex } from "../../operations/plan/plan-index";
import { planStacks } from "../../operations/plan/planner";
import { findingsOf } from "../../operations/plan/policy-findings";
import { select } from "../../operations/plan/selection";
import { planSince } from "../../operations/plan/since/plan-since";
import { inWords, refusing } from "../../policies/judge";
import type { Finding } from "../../policies/rule";
import { asInput, ExitCode } from "../failures";
import { print, printJson, tell } from "../output";
import { inRepository, ROOT } from "../paths";
import { countsText, planProgress, sumOf } from "../progress";
import { comparisonFor, sinceOptions, sincePorts } from "../since";
import { type StackSource, type WrittenStacks, withStacks } from "../stacks";
import { today } from "../today";
import { leftBehind } from "../vanished";

export interface PlanOptions extends StackSource {
  readonly branch?: readonly string[];
  readonly stack?: readonly string[];
  readonly offline: boolean;
  readonly since?: string;
  readonly endpoint?: string;
  readonly parallel: number;
  readonly json: boolean;
}

/** Plans stacks with Terraform, and leaves the plans in `.infra/plans`. */
export async function plan(options: PlanOptions): Promise<ExitCode> {
  const index = await interruptible((signal) =>
    exclusively(inRepository(".infra", "planning"), "infra plan", () =>
      withStacks(options, (written) => planWritten(written, options, signal)),
    ),
  );
  if (options.json) printJson(index);
  else print(summaryOf(index));
  const isFailed = index.stacks.some(({ status, findings = [] }) => status === "failed" || broken(findings).length > 0);
  return isFailed ? ExitCode.failed : ExitCode.done;
}

async function planWritten(written: WrittenStacks, options: PlanOptions, signal: AbortSignal): Promise<PlanIndex> {
  const { branch, stack, parallel } = options;
  const { folder: output, stacks } = written;
  const comparison = await comparisonFor(options, signal);
  const gone = comparison?.stacks.filter((old) => !stacks.some(({ id }) => id === old.id)) ?? [];
  const left = await leftBehind(stacks, options);
  const chosen = asInput(() =>
    select([...stacks, ...gone, ...left], { ...(branch && { networks: branch }), ...(stack && { stacks: stack }) }),
  );
  const isChosen = new Set<unknown>(chosen);
  const selected = new Set([...stacks, ...gone].filter((each) => isChosen.has(each)).map(({ id }) => id));
  const vanished = left.filter((each) => isChosen.has(each));
  const folder = inRepository(".infra");
  const mode = modeOf(options);
  const run = { selected, parallel, signal };
  const ports = { judge: findingsOf, store: planFiles(folder), progress: planProgress(selected.size, process.stderr) };
  return withTerraform({ root: ROOT, output, folder, mode, note: tell, signal }, async (terraform) =>
    comparison
      ? planSince(
          stacks,
          { ...run, ...(await sinceOptions(written, comparison)) },
          {
            ...ports,
            ...sincePorts(terraform, comparison.folder, folder),
          },
        )
      : planStacks(stacks, { mode, ...run, vanished }, { terraform, ...ports }),
  );
}

const broken = (findings: readonly Finding[]): readonly Finding[] => refusing(findings, today());

function modeOf({ offline, endpoint }: PlanOptions): PlanMode {
  if (offline) return { kind: "offline" };
  return endpoint === undefined ? { kind: "real" } : { kind: "endpoint", url: endpoint };
}

/** So many stacks are named that are not planned for one reason. */
const MOST_NAMED = 3;

/** Why stacks are not planned: each reason once, with those that it holds for. */
function notPlanned(stacks: PlanIndex["stacks"]): readonly string[] {
  const reasons = [...new Set(stacks.map(({ notes }) => notes.join(" ")))];
  return reasons.map((reason) => {
    const ids = stacks.filter(({ notes }) => notes.join(" ") === reason).map(({ id }) => id);
    const others = ids.length - MOST_NAMED;
    const named = others > 1 ? `${ids.slice(0, MOST_NAMED).join(", ")} and ${others} others` : ids.join(", ");
    return `\n${named}: ${reason}\n`;
  });
}

function summaryOf({ stacks }: PlanIndex): string {
  const failures = stacks.flatMap((stack) =>
    stack.status === "failed" ? [`\n${stack.id} failed:\n${stack.error.trim()}\n`] : [],
  );
  const unplanned = stacks.filter(({ status }) => status === "not-planned");
  const vanished = stacks.filter(({ status }) => status === "vanished");
  const refused = stacks.flatMap(({ findings = [] }) => broken(findings));
  const changing = stacks.filter((stack) => stack.status === "planned" && stack.hasChanges);
  const verdict = [
    `${changing.length} of ${stacks.length} stacks change`,
    ...(failures.length > 0 ? [`, ${failures.length} failed`] : []),
    ...(unplanned.length > 0 ? [`, ${unplanned.length} not planned here`] : []),
    ...(vanished.length > 0 ? [`, ${vanished.length} vanished`] : []),
    ...(refused.length > 0 ? [`, ${refused.length} broken ${refused.length === 1 ? "rule" : "rules"}`] : []),
  ].join("");
  const lost = vanished.map(({ id }) => `\n${id} vanished: it is no longer declared, and what it holds stays\n`);
  const counts = countsText(sumOf(stacks.flatMap((stack) => stack.counts ?? [])));
  const rules = refused.map((finding) => `\n${inWords(finding)}\n`);
  return [
    ...failures,
    ...notPlanned(unplanned),
    ...lost,
    ...rules,
    [verdict, counts].filter((part) => part !== "").join(" · "),
  ].join("\n");
}
