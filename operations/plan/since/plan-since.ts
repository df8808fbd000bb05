import { cycleIn, type Graph, narrowedTo } from "../../../model/graph";
import { type JsonObject, stableJson } from "../../../terraform-json/json";
import { runWhenReady } from "../../run-when-ready";
import type { ForeseenOutputs, Placeholder } from "../foreseen-output";
import { declaredResources, vanishedData } from "../leaving-data";
import {
  type ComparedCommit,
  type IndexedStack,
  PLAN_INDEX_FORMAT,
  type PlanIndex,
  type StubReason,
} from "../plan-index";
import { found, nobody, placeholdersIn, stackPlan, unplannedStack } from "../planner";
import type { Judge, PlanEvent, PlanPorts } from "../ports";
import { reasonNotToPlan } from "../reason-not-to-plan";
import { scratchOf } from "../scratch";
import { settledPlan } from "../settled-plan";
import { graphOf, type SynthesizedStack } from "../synthesized-stack";
import { type StubbedOutputs, Upstreams } from "../upstreams";
import { differencesBetween, type Fingerprint } from "./affected";
import type { AttributeTypes } from "./attribute-types";
import { type SettledState, settledState } from "./converge";

export interface PlanSinceOptions {
  readonly since: ComparedCommit;
  /** Every stack of that commit. */
  readonly before: readonly SynthesizedStack[];
  readonly fingerprints: { readonly before: Fingerprint; readonly now: Fingerprint };
  /** Ids of the stacks that are asked for, vanished ones too. Others serve only to foresee their outputs. */
  readonly selected: ReadonlySet<string>;
  /** How many stacks are planned at the same time, at least 1. */
  readonly parallel: number;
  /** Ends the run. */
  readonly signal?: AbortSignal;
}

/** What happens while it is planned what changes since a commit. */
export type SinceEvent =
  | PlanEvent
  /** How many of the stacks that were asked for are affected, before the first is planned. */
  | { readonly kind: "affected"; readonly count: number };

export interface PlanSincePorts extends Omit<PlanPorts, "progress"> {
  readonly progress: (event: SinceEvent) => void;
  /** Terraform, for the stacks of the commit. */
  readonly terraformBefore: PlanPorts["terraform"];
  /** The types of the attributes of a stack's providers. */
  attributeTypes(stack: SynthesizedStack): Promise<AttributeTypes>;
  /** Settled states of earlier runs. Finding one takes several plans, and the same stack always has the same one. */
  readonly settledStates: SettledStates;
}

export interface SettledStates {
  /** What was written last for a stack, if it was under the same key. */
  read(stack: string, key: string): Promise<string | undefined>;
  write(stack: string, key: string, text: string): Promise<void>;
}

const OFFLINE = { kind: "offline" } as const;

/** It grows by one when settled states are found in another way, so that those of earlier versions are not taken. */
const SETTLED_FORMAT = 6;

/** Against a state that was foreseen there is nothing to compare it with. */
const WITHOUT_REFRESH = { refresh: false };

/**
 * Plans what changed since a commit, without AWS: for each stack that is affected, first the state that the commit leaves
 * behind when it is applied, then what Terraform does about it today.
 *
 * @param stacks Every stack of today.
 * @throws the signal's reason when the run was ended; there is no index then.
 */
export async function planSince(
  stacks: readonly SynthesizedStack[],
  options: PlanSinceOptions,
  ports: PlanSincePorts,
): Promise<PlanIndex> {
  const { since, before, fingerprints, selected, parallel, signal } = options;
  const differences = differencesBetween(before, stacks, fingerprints);
  const asked = new Set([...differences.affected].filter((id) => selected.has(id)));
  const run = new SinceRun(stacks, before, differences.changed, ports, fingerprints.before);
  ports.progress({ kind: "affected", count: asked.size });
  await ports.store.clear();
  await runWhenReady(
    narrowedTo(unionOf(graphOf(stacks), graphOf(before)), asked),
    { parallel, ...(signal && { signal }) },
    (id) => run.plan(id),
  );
  const unplanned = [
    ...stacks.filter(({ id }) => !asked.has(id)).map((stack) => unplannedStack(stack, "unaffected")),
    ...differences.vanished.map((stack) =>
      unplannedStack(stack, "vanished", [], stack.labels ? vanishedData(stack.id, declaredResources(stack)) : []),
    ),
  ];
  const index: PlanIndex = {
    format: PLAN_INDEX_FORMAT,
    mode: OFFLINE.kind,
    since,
    stacks: [...run.plans, ...unplanned.filter(({ id }) => selected.has(id))].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
  await ports.store.saveIndex(stableJson(index));
  return index;
}

/** One run: what was found out about each stack, before and now. */
class SinceRun {
  readonly plans: IndexedStack[] = [];
  private readonly judge: Judge;
  private readonly now: Upstreams;
  private readonly past: Upstreams;
  private readonly stacks: ReadonlyMap<string, SynthesizedStack>;
  private readonly before: ReadonlyMap<string, SynthesizedStack>;

  constructor(
    stacks: readonly SynthesizedStack[],
    before: readonly SynthesizedStack[],
    private readonly changed: ReadonlySet<string>,
    private readonly ports: PlanSincePorts,
    private readonly fingerprint: Fingerprint,
  ) {
    this.stacks = new Map(stacks.map((stack) => [stack.id, stack]));
    this.before = new Map(before.map((stack) => [stack.id, stack]));
    this.judge = ports.judge ?? nobody;
    this.now = new Upstreams(this.stacks, OFFLINE, ports.terraform);
    this.past = new Upstreams(this.before, OFFLINE, ports.terraformBefore);
  }

  /** Plans a stack whose upstreams are done. */
  async plan(id: string): Promise<void> {
    const stack = this.stacks.get(id) as SynthesizedStack;
    const start = performance.now();
    this.ports.progress({ kind: "started", stack: id });
    const result = await this.resultOf(stack, this.before.get(id));
    this.plans.push(result);
    this.ports.progress({
      kind: "finished",
      stack: id,
      status: result.status === "vanished" ? "unaffected" : result.status,
      ...(result.counts && { counts: result.counts }),
      seconds: (performance.now() - start) / 1000,
    });
  }

  private async resultOf(stack: SynthesizedStack, before: SynthesizedStack | undefined): Promise<IndexedStack> {
    const { stubs, notes } = await this.now.of(stack);
    const stubsBefore = before ? (await this.past.of(before)).stubs : [];
    if (before && !this.changed.has(stack.id) && sameInputs(stack, stubsBefore, stubs)) {
      return unplannedStack(stack, "unaffected");
    }
    const reason = reasonNotToPlan(stack, OFFLINE);
    if (reason !== undefined) return unplannedStack(stack, "not-planned", [reason], this.judge(stack));
    const settled = before && (await this.settled(before, stubsBefore));
    const state = settled && !("error" in settled) ? settled : undefined;
    const stood = (await this.past.of(stack)).stubs;
    const existing = existingIn([...placeholdersIn([...stood, ...stubsBefore]), ...(state?.placeholders ?? [])]);
    const inherited = [...placeholdersIn(stubs), ...existing];
    if (before && state) this.past.planned(before, state.plan, inherited);

    const scratch = scratchOf(stack, OFFLINE, outputsByName(stubs));
    const outcome = await this.ports.terraform.plan(stack, withState(scratch.files, state?.state), WITHOUT_REFRESH);
    const json = outcome.json === undefined ? undefined : (JSON.parse(outcome.json) as JsonObject);
    if (outcome.json !== undefined) await this.ports.store.savePlan(stack.id, settledPlan(outcome.json));
    if (json && outcome.error === undefined) this.now.planned(stack, json, inherited);
    else {
      // What depends on it is planned as if its outputs stayed what they are.
      if (state) this.now.planned(stack, state.plan, inherited);
      this.now.failed(stack.id);
    }
    const because = stubs.map((stub) => ({ ...stub, because: this.reasonFor(stack, stub, stood) }));
    const said = [...notes, ...scratch.notes, ...(settled ? notesOn(settled) : [])];
    return {
      ...stackPlan(stack, OFFLINE, because, said, outcome, json),
      ...found(this.judge(stack, json)),
      placeholders: existing,
    };
  }

  private reasonFor(stack: SynthesizedStack, stub: StubbedOutputs, stood: readonly StubbedOutputs[]): StubReason {
    if (!this.stacks.has(stub.upstream)) return "offline";
    if (!this.before.has(stub.upstream)) return "not-applied";
    return sameInputs(
      stack,
      stood.filter(({ remoteState }) => remoteState === stub.remoteState),
      [stub],
    )
      ? "as-it-stands"
      : "outputs-change";
  }

  private async settled(
    stack: SynthesizedStack,
    stubs: readonly StubbedOutputs[],
  ): Promise<SettledState | { readonly error: string }> {
    const { terraformBefore, attributeTypes, settledStates } = this.ports;
    const { files } = scratchOf(stack, OFFLINE, outputsByName(stubs));
    const key = JSON.stringify([SETTLED_FORMAT, this.fingerprint(stack), ...files]);
    const kept = await settledStates.read(stack.id, key);
    if (kept !== undefined) return JSON.parse(kept) as SettledState;
    const found = await settledState(stack, await attributeTypes(stack), (state) =>
      terraformBefore.plan(stack, withState(files, state), WITHOUT_REFRESH),
    );
    if (!("error" in found)) {
      const { output_changes = {} } = found.plan;
      const kept: SettledState = { ...found, plan: { output_changes } };
      await settledStates.write(stack.id, key, stableJson(kept));
    }
    return found;
  }
}

/** Whether a stack reads the same from its upstreams. What it does not name, it does not read. */
function sameInputs(
  { text }: SynthesizedStack,
  before: readonly StubbedOutputs[],
  now: readonly StubbedOutputs[],
): boolean {
  const read = (stubs: readonly StubbedOutputs[]) =>
    stubs.map(({ remoteState, outputs }) => [
      remoteState,
      ...Array.from(outputs, ([name, { value, sensitive }]) => [name, value, sensitive] as const)
        .filter(([name]) => text.includes(name))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ]);
  return stableJson(read(before)) === stableJson(read(now));
}

const outputsByName = (stubs: readonly StubbedOutputs[]): ReadonlyMap<string, ForeseenOutputs> =>
  new Map(stubs.map(({ remoteState, outputs }) => [remoteState, outputs]));

/** Where the override tells Terraform to look for the state. */
const withState = (files: ReadonlyMap<string, string>, state: string | undefined): ReadonlyMap<string, string> =>
  state === undefined ? files : new Map([...files, ["terraform.tfstate", state]]);

/** Placeholders, each once, as ones for values that are there already. */
const existingIn = (placeholders: readonly Placeholder[]): readonly Placeholder[] => [
  ...new Map(
    placeholders.map((placeholder) => [placeholder.value, { ...placeholder, exists: true as const }]),
  ).values(),
];

function notesOn(settled: SettledState | { readonly error: string }): readonly string[] {
  if ("error" in settled) {
    return [`What the commit leaves behind could not be foreseen, so everything appears as created: ${settled.error}`];
  }
  const { unsettled } = settled;
  return unsettled.length === 0 ? [] : [`This may show changes that are not yours: ${unsettled.join(", ")}.`];
}

/** The dependencies of both; those of today alone where both together would form a cycle. */
function unionOf(now: Graph, before: Graph): Graph {
  const known = (ids: readonly string[]) => ids.filter((id) => now.has(id));
  const union = new Map(Array.from(now, ([id, ids]) => [id, [...new Set([...ids, ...known(before.get(id) ?? [])])]]));
  return cycleIn(union) ? now : union;
}
