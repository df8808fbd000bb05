import { narrowedTo } from "../../model/graph";
import type { PlanMode } from "../plan/mode";
import { scratchOf } from "../plan/scratch";
import { graphOf, type SynthesizedStack } from "../plan/synthesized-stack";
import { type CanonicalPlan, canonicalPlan } from "../report/history/canonical-plan";
import { matchesShown } from "../report/history/matches";
import { readPlan } from "../report/read/plan-file";
import type { StackPlan } from "../report/read/stack-plan";
import { runWhenReady } from "../run-when-ready";
import type { StackDeployment } from "./deployment";
import { differencesOfPlan } from "./differences";
import type { DeployEvent, DeployTerraform } from "./ports";
import { isRemainder } from "./remainder";

export interface ApplyOptions {
  readonly mode: PlanMode;
  /** How many stacks at once, at least 1. */
  readonly parallel: number;
  /** Once aborted, nothing new is begun. */
  readonly signal: AbortSignal;
}

export interface ApplyPorts {
  readonly terraform: DeployTerraform;
  readonly progress: (event: DeployEvent) => void;
  /** Keeps what became of a stack. What is about to be applied is kept before it is. */
  readonly keep: (stack: StackDeployment) => Promise<void>;
  /** Takes out of Terraform's words what must not be kept: secrets that the job was handed, and what looks like one. */
  readonly clean: (text: string) => string;
}

/** What became of a stack, or is becoming of it. */
type Outcome = Pick<StackDeployment, "status" | "because" | "isBegun">;

/** What became of a stack that lets those that depend on it go on. */
export const SETTLED: ReadonlySet<StackDeployment["status"]> = new Set(["applied", "unchanged", "manual"]);

/**
 * Applies what was approved, each stack as soon as its upstreams are done: plans it against their real states, compares what
 * that does with what was approved, and applies that very plan. A stack that fails stops those that depend on it, and no other.
 *
 * @param deployments What was approved of each stack, and what became of it in an earlier run.
 * @throws what `keep` throws, or the signal's reason, after what was running has ended.
 */
export async function applyApproved(
  stacks: readonly SynthesizedStack[],
  deployments: readonly StackDeployment[],
  { mode, parallel, signal }: ApplyOptions,
  { terraform, progress, keep, clean }: ApplyPorts,
): Promise<void> {
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  const now = new Map(deployments.map((deployment) => [deployment.id, deployment]));
  const graph = narrowedTo(graphOf(stacks), new Set(now.keys()));

  const settle = async (id: string, outcome: Outcome): Promise<void> => {
    const { because: _before, ...rest } = now.get(id) as StackDeployment;
    const next = { ...rest, ...outcome };
    now.set(id, next);
    await keep(next);
  };

  const deploy = async (id: string): Promise<void> => {
    const deployment = now.get(id) as StackDeployment;
    const stack = byId.get(id) as SynthesizedStack;
    const upstreams = (graph.get(id) ?? []).map((upstream) => now.get(upstream) as StackDeployment);
    const stopped = upstreams.filter(({ status }) => !SETTLED.has(status)).map((upstream) => upstream.id);
    // What had nothing to do by what was foreseen may have, now that what it depends on was applied.
    const isToSee = deployment.status === "unchanged" && upstreams.some(({ status }) => status === "applied");
    if (SETTLED.has(deployment.status) && !(isToSee && stopped.length === 0)) return;
    const start = performance.now();
    const outcome = stopped.length > 0 ? skippedFor(stopped) : await applied(stack, deployment);
    await settle(id, outcome);
    progress({ kind: "finished", stack: id, status: outcome.status, seconds: (performance.now() - start) / 1000 });
  };

  const applied = async (stack: SynthesizedStack, { approved, status, isBegun }: StackDeployment): Promise<Outcome> => {
    if (!approved) return { status: "skipped", because: "It cannot be planned here." };
    const planned = await terraform.planToApply(stack, scratchOf(stack, mode, new Map()).files);
    if (!planned.ok) return failed(clean(planned.error));
    const plan = readPlan(planned.json, `plan of ${stack.id}`);
    const real = canonicalPlan(plan);
    if (status === "unchanged" && isNothing(approved) && isNothing(real)) return { status };
    if (!matchesShown(approved, real) && !(isBegun && isRemainder(approved, real, halfMadeIn(plan))))
      return differing(approved, real);
    if (isNothing(real)) return { status: "applied" };
    await settle(stack.id, { status: "applying", isBegun: true });
    progress({ kind: "applying", stack: stack.id });
    const done = await terraform.apply(stack, planned.saved);
    return done.ok ? { status: "applied" } : failed(clean(done.error));
  };

  await runWhenReady(graph, { parallel, signal }, deploy);
}

/** What Terraform began to make and did not end: it calls that tainted ("JSON Output Format", `action_reason`). */
const halfMadeIn = ({ resource_changes: changes }: StackPlan): ReadonlySet<string> =>
  new Set(changes.filter(({ action_reason: why }) => why === "replace_because_tainted").map(({ address }) => address));

/** What is said of a stack whose plan is another one now that its upstreams are real. */
export const DIFFERS =
  "Against the real states of what it depends on, Terraform would do something else than was approved. Nothing of it was applied.";

const failed = (because: string): Outcome => ({ status: "failed", because });

const differing = (approved: CanonicalPlan, real: CanonicalPlan): Outcome =>
  failed([DIFFERS, ...differencesOfPlan(approved, real)].join("\n"));

const skippedFor = (upstreams: readonly string[]): Outcome => ({
  status: "skipped",
  because: `It depends on ${upstreams.map((id) => `"${id}"`).join(", ")}, which ${upstreams.length === 1 ? "was" : "were"} not deployed.`,
});

const isNothing = ({ changes, outputs, invocations }: CanonicalPlan): boolean =>
  changes.every(({ mode }) => mode === "data") && outputs.length === 0 && invocations.length === 0;
