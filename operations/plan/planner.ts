import { narrowedTo } from "../../model/graph";
import type { Finding } from "../../policies/rule";
import { type JsonObject, stableJson } from "../../terraform-json/json";
import { runWhenReady } from "../run-when-ready";
import type { Placeholder } from "./foreseen-output";
import type { PlanMode } from "./mode";
import {
  type FailedStack,
  type IndexedStack,
  PLAN_INDEX_FORMAT,
  type PlanIndex,
  type PlannedStack,
  type UnplannedStack,
  type VanishedStack,
} from "./plan-index";
import { countChanges, hasChanges } from "./plan-json";
import type { Judge, PlanOutcome, PlanPorts } from "./ports";
import { reasonNotToPlan } from "./reason-not-to-plan";
import { scratchOf } from "./scratch";
import { settledPlan } from "./settled-plan";
import { graphOf, type SynthesizedStack } from "./synthesized-stack";
import { type StubbedOutputs, Upstreams } from "./upstreams";

export interface PlanOptions {
  readonly mode: PlanMode;
  /** Ids of the stacks to plan. Others serve only to foresee their outputs. */
  readonly selected: ReadonlySet<string>;
  /** How many stacks are planned at the same time, at least 1. */
  readonly parallel: number;
  /**
   * Stacks that are asked for, and of which only the state is left.
   * @default []
   */
  readonly vanished?: readonly VanishedStack[];
  /** Ends the run. */
  readonly signal?: AbortSignal;
}

/**
 * Plans the selected stacks, each as soon as its upstreams are done, and writes the plans and their index. A stack that
 * fails does not stop the others; those that depend on it are planned with what can be foreseen of it.
 *
 * @param stacks Every stack that was synthesized, not the selected ones alone.
 * @throws the signal's reason when the run was ended; there is no index then.
 */
export async function planStacks(
  stacks: readonly SynthesizedStack[],
  { mode, selected, parallel, vanished = [], signal }: PlanOptions,
  { terraform, store, progress, judge = nobody }: PlanPorts,
): Promise<PlanIndex> {
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  const upstreams = new Upstreams(byId, mode, terraform);
  const plans = new Map<string, IndexedStack>();

  const plan = async (id: string): Promise<void> => {
    const stack = byId.get(id) as SynthesizedStack;
    const start = performance.now();
    progress({ kind: "started", stack: id });
    const reason = reasonNotToPlan(stack, mode);
    if (reason !== undefined) {
      plans.set(id, unplannedStack(stack, "not-planned", [reason], judge(stack)));
      progress({ kind: "finished", stack: id, status: "not-planned", seconds: 0 });
      return;
    }
    const { stubs, notes: stubNotes } = await upstreams.of(stack);
    const { files, notes } = scratchOf(
      stack,
      mode,
      new Map(stubs.map(({ remoteState, outputs }) => [remoteState, outputs])),
    );
    const outcome = await terraform.plan(stack, files);
    const json = outcome.json === undefined ? undefined : (JSON.parse(outcome.json) as JsonObject);
    if (outcome.json !== undefined) await store.savePlan(id, settledPlan(outcome.json));
    if (json && outcome.error === undefined) upstreams.planned(stack, json, placeholdersIn(stubs));
    else upstreams.failed(id);
    const said = [...stubNotes, ...notes];
    const result = { ...stackPlan(stack, mode, stubs, said, outcome, json), ...found(judge(stack, json)) };
    plans.set(id, result);
    const seconds = (performance.now() - start) / 1000;
    progress({
      kind: "finished",
      stack: id,
      status: result.status,
      ...(result.counts && { counts: result.counts }),
      seconds,
    });
  };

  await store.clear();
  await runWhenReady(narrowedTo(graphOf(stacks), selected), { parallel, ...(signal && { signal }) }, plan);
  const index: PlanIndex = {
    format: PLAN_INDEX_FORMAT,
    mode: mode.kind,
    stacks: [...plans.values(), ...vanished].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
  await store.saveIndex(stableJson(index));
  return index;
}

/** Findings as they stand in the index. */
export const found = (findings: readonly Finding[]): Pick<IndexedStack, "findings"> =>
  findings.length > 0 ? { findings } : {};

/** Of a stack that nobody judges, nothing is found. */
export const nobody: Judge = () => [];

/** What the index says of a stack that was planned, or could not be. */
export function stackPlan(
  stack: SynthesizedStack,
  { kind }: PlanMode,
  stubs: readonly StubbedOutputs[],
  notes: readonly string[],
  { error }: PlanOutcome,
  json: JsonObject | undefined,
): PlannedStack | FailedStack {
  const { id, labels, dependencies } = stack;
  const base = {
    id,
    ...(labels && { labels }),
    dependencies,
    stubs: stubs.map(({ upstream, because, outputs }) => ({
      upstream,
      because,
      placeholders: placeholdersIn([{ outputs }]),
    })),
    notes,
  };
  const plan = `plans/${id}.json`;
  if (!json) return { ...base, status: "failed", error: error ?? "Terraform made no plan", applicable: false };
  const counts = countChanges(json);
  if (error !== undefined) return { ...base, status: "failed", error, applicable: false, counts, files: { plan } };
  return {
    ...base,
    status: "planned",
    hasChanges: hasChanges(json, counts),
    counts,
    // Notes tell of an upstream that must be mended first, or of something that was left out.
    applicable: kind !== "offline" && stubs.length === 0 && notes.length === 0,
    files: { plan, saved: `scratch/${id}/tfplan` },
  };
}

/** What the index says of a stack of which there is no plan. */
export function unplannedStack(
  stack: SynthesizedStack,
  status: UnplannedStack["status"],
  notes: readonly string[] = [],
  findings: readonly Finding[] = [],
): UnplannedStack {
  const { id, labels, dependencies } = stack;
  return {
    id,
    ...(labels && { labels }),
    dependencies,
    stubs: [],
    notes,
    ...found(findings),
    status,
    applicable: false,
  };
}

/** The placeholders of several stubs, each once. */
export function placeholdersIn(stubs: readonly Pick<StubbedOutputs, "outputs">[]): readonly Placeholder[] {
  const all = stubs.flatMap(({ outputs }) => [...outputs.values()].flatMap(({ placeholders }) => placeholders));
  return [...new Map(all.map((placeholder) => [placeholder.value, placeholder])).values()];
}
