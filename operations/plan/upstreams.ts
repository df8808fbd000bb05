import { at, type Json, type JsonObject, listOf, objectAt } from "../../terraform-json/json";
import type { ForeseenOutputs, Placeholder } from "./foreseen-output";
import { outputsOfConfiguration, outputsOfPlan, outputsReadFrom } from "./foreseen-outputs";
import type { PlanMode } from "./mode";
import type { StubReason } from "./plan-index";
import type { ReadOutputs, Terraform } from "./ports";
import { scratchOf } from "./scratch";
import type { RemoteState, SynthesizedStack } from "./synthesized-stack";

/** The foreseen outputs that take the place of a remote state. */
export interface StubbedOutputs {
  /** Name of the data source. */
  readonly remoteState: string;
  /** Id of the stack that writes the state; the data source's name when no stack of this app does. */
  readonly upstream: string;
  readonly because: StubReason;
  readonly outputs: ForeseenOutputs;
  /**
   * Why its state could not be read.
   * @default - it could, or did not have to
   */
  readonly error?: string;
}

/** What a plan says about its stack's outputs. */
interface PlannedOutputs {
  readonly outputs: ForeseenOutputs;
  readonly change: "none" | "some" | "first";
}

/** Knows what the stacks of one run hand to each other: what is applied, what was planned, or what can be foreseen. */
export class Upstreams {
  private readonly plans = new Map<string, PlannedOutputs>();
  private readonly failures = new Set<string>();
  private readonly states = new Map<string, Promise<ReadOutputs>>();

  constructor(
    private readonly stacks: ReadonlyMap<string, SynthesizedStack>,
    private readonly mode: PlanMode,
    private readonly terraform: Terraform,
  ) {}

  /** A stack was planned; those that depend on it can go by its plan. */
  planned(stack: SynthesizedStack, plan: JsonObject, inherited: readonly Placeholder[]): void {
    this.plans.set(stack.id, { outputs: outputsOfPlan(stack, plan, inherited), change: outputChange(plan) });
  }

  /** A stack could not be planned. */
  failed(id: string): void {
    this.failures.add(id);
  }

  /** The remote states of a stack that have to be stubbed, and what there is to say about its other upstreams. */
  async of(stack: SynthesizedStack): Promise<{ stubs: readonly StubbedOutputs[]; notes: readonly string[] }> {
    const found = await Promise.all(stack.remoteStates.map((state) => this.stubFor(stack, state)));
    const stubs = found.filter((stub) => stub !== undefined);
    const failed = stack.dependencies.filter((id) => this.failures.has(id));
    return {
      stubs,
      notes: [
        ...failed.map((id) => `"${id}", which this stack depends on, could not be planned.`),
        ...stubs.flatMap(({ upstream, error }) =>
          error === undefined ? [] : [`The state of "${upstream}" could not be read: ${error}`],
        ),
      ],
    };
  }

  private async stubFor(
    stack: SynthesizedStack,
    { name, stack: upstream }: RemoteState,
  ): Promise<StubbedOutputs | undefined> {
    if (upstream === undefined) {
      // Another app's state: read as it is, or told by its outputs' names where nothing is read.
      const foreign = {
        remoteState: name,
        upstream: name,
        because: "offline",
        outputs: outputsReadFrom(stack, name),
      } as const;
      return this.mode.kind === "offline" ? foreign : undefined;
    }
    const stub = (because: StubReason, outputs = this.foreseen(upstream)): StubbedOutputs => ({
      remoteState: name,
      upstream,
      because,
      outputs: outputs ?? new Map(),
    });
    if (this.mode.kind === "offline") return stub("offline");
    const plan = this.plans.get(upstream);
    if (plan?.change === "none") return undefined;
    if (plan) return stub(plan.change === "first" ? "not-applied" : "outputs-change");
    return this.stubForUnplanned(upstream, stub);
  }

  /** Of an upstream that was not selected, or failed, only the state tells what it is. */
  private async stubForUnplanned(
    upstream: string,
    stub: (because: StubReason, outputs?: ForeseenOutputs) => StubbedOutputs,
  ): Promise<StubbedOutputs | undefined> {
    const configuration = this.stacks.get(upstream) as SynthesizedStack;
    const state = await this.stateOf(configuration);
    if (!state.ok) return { ...stub("unreadable"), error: state.error };
    if (state.outputs.size === 0) return stub("not-applied");
    const declared = Object.keys(objectAt(configuration.configuration, "output"));
    if (declared.every((name) => state.outputs.has(name))) return undefined;
    return stub(
      "outputs-missing",
      outputsOfConfiguration(configuration, (id) => this.foreseen(id), state.outputs),
    );
  }

  private stateOf(stack: SynthesizedStack): Promise<ReadOutputs> {
    const known = this.states.get(stack.id);
    if (known) return known;
    const read = this.terraform.readOutputs(stack, scratchOf(stack, this.mode, new Map()).files);
    this.states.set(stack.id, read);
    return read;
  }

  private foreseen(id: string): ForeseenOutputs | undefined {
    const stack = this.stacks.get(id);
    if (!stack) return undefined;
    return this.plans.get(id)?.outputs ?? outputsOfConfiguration(stack, (upstream) => this.foreseen(upstream));
  }
}

/** Whether a plan changes the outputs in the state, or makes the first ones. */
function outputChange(plan: JsonObject): PlannedOutputs["change"] {
  const changes = Object.values(objectAt(plan, "output_changes"));
  const unchanged = (change: Json): boolean => listOf(at(change, "actions"))[0] === "no-op";
  if (changes.every(unchanged)) return "none";
  return changes.every((change) => (at(change, "before") ?? null) === null) ? "first" : "some";
}
