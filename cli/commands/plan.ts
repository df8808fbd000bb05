import { planFiles } from "../../adapters/terraform/plan-store";
import { withTerraform } from "../../adapters/terraform/with-terraform";
import type { PlanMode } from "../../operations/plan/mode";
import type { PlanIndex } from "../../operations/plan/plan-index";
import { planStacks } from "../../operations/plan/planner";
import { select } from "../../operations/plan/selection";
import { asInput, ExitCode } from "../failures";
import { print, printJson, tell } from "../output";
import { inRepository, ROOT } from "../paths";
import { countsText, planProgress } from "../progress";
import { type StackSource, stacksOf } from "../stacks";

export interface PlanOptions extends StackSource {
  readonly branch?: readonly string[];
  readonly stack?: readonly string[];
  readonly offline: boolean;
  readonly endpoint?: string;
  readonly parallel: number;
  readonly json: boolean;
}

/** Plans stacks with Terraform, and leaves the plans in `.infra/plans`. */
export async function plan(options: PlanOptions): Promise<ExitCode> {
  const { branch, stack, parallel, json } = options;
  const mode = modeOf(options);
  const { folder: output, stacks } = await stacksOf(options);
  const chosen = asInput(() =>
    select(stacks, { ...(branch && { networks: branch }), ...(stack && { stacks: stack }) }),
  );
  const selected = new Set(chosen.map(({ id }) => id));
  const folder = inRepository(".infra");
  const interrupted = untilInterrupted();
  const index = await withTerraform(
    { root: ROOT, output, folder, mode, note: tell, signal: interrupted },
    (terraform) =>
      planStacks(
        stacks,
        { mode, selected, parallel, signal: interrupted },
        { terraform, store: planFiles(folder), progress: planProgress(selected.size, process.stderr) },
      ),
  );
  if (json) printJson(index);
  else print(summaryOf(index));
  return index.stacks.some(({ status }) => status === "failed") ? ExitCode.failed : ExitCode.done;
}

function modeOf({ offline, endpoint }: PlanOptions): PlanMode {
  if (offline) return { kind: "offline" };
  return endpoint === undefined ? { kind: "real" } : { kind: "endpoint", url: endpoint };
}

/** Ends what runs when a person presses Ctrl-C, or the machine asks. */
function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => controller.abort(new Error(`stopped by ${signal}; nothing was changed`)));
  }
  return controller.signal;
}

function summaryOf({ stacks }: PlanIndex): string {
  const failed = stacks.filter(({ status }) => status === "failed");
  const changing = stacks.filter((stack) => stack.status === "planned" && stack.hasChanges);
  const total = stacks.reduce<Record<string, number>>((sum, { counts = {} }) => {
    for (const [kind, count] of Object.entries(counts)) sum[kind] = (sum[kind] ?? 0) + count;
    return sum;
  }, {}) as unknown as Parameters<typeof countsText>[0];
  const lines = failed.map(({ id, ...rest }) => `\n${id} failed:\n${"error" in rest ? rest.error.trim() : ""}\n`);
  const verdict = `${changing.length} of ${stacks.length} stacks change${failed.length > 0 ? `, ${failed.length} failed` : ""}`;
  return [...lines, [verdict, countsText(total)].filter((part) => part !== "").join(" · ")].join("\n");
}
