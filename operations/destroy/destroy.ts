import type { SavedPlan } from "../deploy/ports";
import type { PlanMode } from "../plan/mode";
import { scratchOf } from "../plan/scratch";
import type { SynthesizedStack } from "../plan/synthesized-stack";
import { readPlan } from "../report/read/plan-file";
import type { StackPlan } from "../report/read/stack-plan";
import { count } from "../report/wording/words";
import { readersOf } from "./chosen-stacks";
import { type Container, containersIn } from "./containers";
import type { DestroyPorts } from "./ports";
import { DestroyRefusal } from "./refusal";

/** What goes with a stack. */
export interface Destruction {
  readonly stack: SynthesizedStack;
  readonly plan: StackPlan;
  readonly saved: SavedPlan;
}

/** Something may be written into a bucket while it is deleted, access logs above all: so often it is emptied again. */
const MOST_TRIES = 3;

/** What AWS says of a container that is not empty. */
const NOT_EMPTY = /BucketNotEmpty|RepositoryNotEmptyException/;

/**
 * Plans what would go, of each stack.
 *
 * @param stacks Every stack that was synthesized.
 * @param chosen Those that go, each before those that it depends on.
 * @returns those in which something is left, in the same order.
 * @throws DestroyRefusal when a stack that stays reads one of them, or Terraform cannot plan it.
 */
export async function planDestruction(
  stacks: readonly SynthesizedStack[],
  chosen: readonly SynthesizedStack[],
  mode: PlanMode,
  ports: DestroyPorts,
): Promise<readonly Destruction[]> {
  const faults: string[] = [];
  for (const reader of readersOf(stacks, chosen)) {
    if (!(await ports.isApplied(reader))) continue;
    const read = reader.dependencies.filter((id) => chosen.some((stack) => stack.id === id));
    faults.push(`${reader.id} is deployed, and reads ${read.join(" and ")}. Destroy it, too, or first.`);
  }
  if (faults.length > 0) throw new DestroyRefusal([...faults, "Nothing was destroyed."].join("\n"));
  const found: Destruction[] = [];
  for (const stack of chosen) {
    if (!(await ports.isApplied(stack))) continue;
    found.push({ stack, ...(await planned(stack, mode, ports)) });
  }
  return found;
}

async function planned(stack: SynthesizedStack, mode: PlanMode, { terraform, note, clean }: DestroyPorts) {
  note(`${stack.id}: planning what goes`);
  const made = await terraform.planToDestroy(stack, scratchOf(stack, mode, new Map()).files);
  if (!made.ok)
    throw new DestroyRefusal(`${stack.id} cannot be planned:\n${clean(made.error)}\nNothing of it was destroyed.`);
  return { plan: readPlan(made.json, `plan of ${stack.id}`), saved: made.saved };
}

/**
 * Destroys stacks, each before those that it depends on. The first that fails is the last that is begun.
 *
 * @throws Error in Terraform's words, which also says what is left.
 */
export async function destroyAll(all: readonly Destruction[], mode: PlanMode, ports: DestroyPorts): Promise<void> {
  for (const [index, destruction] of all.entries()) {
    const error = await destroyed(destruction, mode, ports).catch((reason: Error) => reason.message);
    if (error === undefined) continue;
    const left = all.slice(index).map(({ stack }) => stack.id);
    throw new Error(
      `${destruction.stack.id} was not destroyed in full:\n${ports.clean(error)}\nRun this again; it goes on where it ended. Left: ${left.join(", ")}.`,
    );
  }
}

/** Terraform's words when it failed. */
async function destroyed(first: Destruction, mode: PlanMode, ports: DestroyPorts): Promise<string | undefined> {
  const { stack } = first;
  const { terraform, note, signal } = ports;
  let { plan, saved } = first;
  for (let tries = 1; ; tries++) {
    for (const container of containersIn(plan)) {
      signal.throwIfAborted();
      await emptied(container, stack, ports);
    }
    signal.throwIfAborted();
    note(`${stack.id}: destroying`);
    const done = await terraform.destroy(stack, saved);
    if (done.ok) {
      note(`${stack.id}: destroyed`);
      return undefined;
    }
    if (tries === MOST_TRIES || !NOT_EMPTY.test(done.error)) return done.error;
    ({ plan, saved } = await planned(stack, mode, ports));
  }
}

async function emptied(container: Container, { id }: SynthesizedStack, { empty, note }: DestroyPorts): Promise<void> {
  const { kind, name } = container;
  const things = await empty(container);
  if (things > 0)
    note(`${id}: took ${count(things, kind === "bucket" ? "version" : "image")} out of the ${kind} ${name}`);
}
