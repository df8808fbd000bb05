import { hasEnded, type IgnoredDrift } from "../../model/ignored-drift";
import type { StateBucket } from "../inspect/ports";
import { outputsOfConfiguration } from "../plan/foreseen-outputs";
import type { PlanMode } from "../plan/mode";
import type { ComparedCommit } from "../plan/plan-index";
import { reasonNotToPlan } from "../plan/reason-not-to-plan";
import { scratchOf } from "../plan/scratch";
import { matches } from "../plan/selection";
import type { SynthesizedStack } from "../plan/synthesized-stack";
import { readPlan } from "../report/read/plan-file";
import { withoutSecrets } from "../report/secrets/job-secrets";
import { withoutSecretsInText } from "../report/secrets/suspects";
import { count } from "../report/wording/words";
import { runWhenReady } from "../run-when-ready";
import type { DriftReport, StackDrift } from "./drift-report";
import { driftedIn } from "./drifted";
import { ignoresOf } from "./ignored-attributes";
import { explainedRules, hasDriftedGroup, type ManagedRules, readManagedRules } from "./managed-rules";
import type { CommitTree, DriftEvent } from "./ports";
import { holdsNothing } from "./state-content";
import { type Situation, selectedTargets, type Target, targetsOf } from "./targets";

export interface FindDriftOptions extends Situation {
  readonly mode: PlanMode;
  /** How the head, and what stands in for records, were called. */
  readonly names: { readonly head: string; readonly fallback: string };
  /**
   * Patterns of the stacks that are looked at.
   * @default - all of the branch
   */
  readonly selected?: readonly string[];
  /** How many stacks are looked at at the same time, at least 1. */
  readonly parallel: number;
  readonly signal?: AbortSignal;
  readonly ignored: readonly IgnoredDrift[];
  /** As `2026-12-31`. */
  readonly today: string;
  /** Values that must not be shown, whatever stands around them: those that the job was handed. */
  readonly secrets: readonly string[];
}

export interface FindDriftPorts {
  readonly states: Pick<StateBucket, "read">;
  readonly progress: (event: DriftEvent) => void;
}

/**
 * Compares what is there with what was deployed, stack by stack and several at once, by plans that only refresh. A stack that
 * fails stops no other.
 *
 * @throws UnknownStackError when a pattern selects nothing; the signal's reason when the run was ended.
 */
export async function findDrift(options: FindDriftOptions, ports: FindDriftPorts): Promise<DriftReport> {
  const { branch, deployed, head, fallback, names, selected, parallel, signal, ignored, today } = options;
  const all = await targetsOf(options);
  const targets = selected ? selectedTargets(all, selected) : all;
  const found = new Map<string, StackDrift | undefined>();
  let managed: Promise<ManagedRules> | undefined;
  const rules = () => {
    managed ??= readManagedRules(options.states, ports.states, parallel);
    return managed;
  };
  const graph = new Map(targets.map(({ id }) => [id, []]));
  await runWhenReady(graph, { parallel, ...(signal && { signal }) }, async (id) => {
    const target = targets.find((each) => each.id === id) as Target;
    const start = performance.now();
    ports.progress({ kind: "started", stack: id });
    const stack = await lookAt(target, options, ports, rules);
    found.set(id, stack);
    const seconds = (performance.now() - start) / 1000;
    ports.progress({ kind: "finished", stack: id, outcome: outcomeOf(stack), seconds });
  });
  const stacks = targets.flatMap(({ id }) => found.get(id) ?? []);
  const isUnrecorded = targets.some(
    ({ hasState, isRecorded, stack }) => hasState && !isRecorded && stack !== undefined,
  );
  return {
    branch,
    head: { ref: names.head, commit: head.commit },
    ...((isUnrecorded || !deployed) && {
      unrecorded: { ...named(names.fallback, fallback), isAll: deployed === undefined },
    }),
    stacks,
    unused: ignored.filter(
      (entry) => !hasEnded(entry, today) && isUnused(entry, stacks, all.length === targets.length),
    ),
    ended: ignored.filter((entry) => hasEnded(entry, today)),
  };
}

const named = (ref: string, { commit }: CommitTree): ComparedCommit => ({ ref, commit });

/** Only a run that saw everything that an entry is about can tell that nothing of it drifted. */
function isUnused(entry: IgnoredDrift, stacks: readonly StackDrift[], isWhole: boolean): boolean {
  const about = stacks.filter(({ id }) => matches(entry.stacks, id));
  const seen = about.filter(({ status }) => status === "in-sync" || status === "drifted");
  if (!isWhole || seen.length === 0 || about.some(({ status }) => status === "failed")) return false;
  return !seen.some(({ ignored }) => ignored.some(({ by }) => by.kind === "catalogue" && by.entry === entry));
}

const outcomeOf = (stack: StackDrift | undefined): string | undefined => {
  if (!stack || stack.status === "not-looked-at") return undefined;
  if (stack.status === "failed") return "FAILED";
  return stack.status === "in-sync" ? "no drift" : `${count(stack.resources.length, "resource")} drifted`;
};

/** Undefined of a stack that holds nothing and that nobody wants: it was destroyed. */
async function lookAt(
  target: Target,
  options: FindDriftOptions,
  ports: FindDriftPorts,
  rules: () => Promise<ManagedRules>,
): Promise<StackDrift | undefined> {
  const { id, hasState, isRecorded, tree, stack, wanted, unapplied, lost } = target;
  const source = (stack ?? wanted)?.labels?.source;
  const base = {
    id,
    ...(source !== undefined && { source }),
    ...(tree && hasState && { commit: tree.commit, ...(!isRecorded && { isAssumed: true as const }) }),
    resources: [],
    ignored: [],
    ...(unapplied && { unapplied }),
  };
  const without = (status: StackDrift["status"], because: string): StackDrift => ({ ...base, status, because });
  if (unapplied === "vanished" && (await isEmptyState(id, ports))) return undefined;
  if (!hasState) {
    return isRecorded
      ? without("failed", `It is recorded as deployed, and its state does not exist. ${STATE_IS_GONE}`)
      : without("not-looked-at", "It has no state: it was never deployed.");
  }
  if (lost !== undefined) return without("failed", lost);
  if (!tree || !stack) {
    const where = isRecorded ? "the commit that it is recorded as deployed from" : "the code";
    return without(
      "not-looked-at",
      `It has a state, and ${where} has no such stack: there is nothing to compare with.`,
    );
  }
  const reason = reasonNotToPlan(stack, options.mode);
  if (reason !== undefined) return without("not-looked-at", reason);
  return { ...base, ...(await compared(tree, stack, options, rules)) };
}

const STATE_IS_GONE =
  "See `infra state history` for what the bucket keeps of it, and bring back the newest version before anybody deploys.";

async function isEmptyState(id: string, { states }: FindDriftPorts): Promise<boolean> {
  const found = await states.read(id);
  return found === undefined || holdsNothing(found.text);
}

async function compared(
  tree: CommitTree,
  stack: SynthesizedStack,
  { mode, states, branch, ignored, today, secrets }: FindDriftOptions,
  rules: () => Promise<ManagedRules>,
): Promise<Pick<StackDrift, "status" | "resources" | "ignored"> & { readonly because?: string }> {
  const hide = withoutSecrets(secrets);
  const failed = (words: string) =>
    ({ status: "failed", because: withoutSecretsInText(hide(words.trim())), resources: [], ignored: [] }) as const;
  const { files } = scratchOf(stack, mode, standIns(stack, tree, branch, states));
  const { json, error } = await tree.terraform.plan(stack, files, { refreshOnly: true });
  if (json === undefined || error !== undefined) return failed(error ?? "Terraform made no plan.");
  const plan = readPlan(json, `the plan of ${stack.id}`);
  const explained = hasDriftedGroup(plan) ? explainedRules(plan, stack.configuration, await rules()) : undefined;
  const found = driftedIn(plan, ignoresOf(stack, ignored, today, explained), hide);
  return { ...found, status: found.resources.length > 0 ? "drifted" : "in-sync" };
}

/** Outputs of upstreams that have no state any more, so that what reads them can be looked at nevertheless. */
function standIns(stack: SynthesizedStack, { stacks }: CommitTree, branch: string, states: ReadonlySet<string>) {
  const byId = new Map(stacks.map((each) => [each.id, each]));
  const foreseen = (id: string): ReturnType<typeof outputsOfConfiguration> | undefined => {
    const upstream = byId.get(id);
    return upstream && outputsOfConfiguration(upstream, foreseen);
  };
  return new Map(
    stack.remoteStates.flatMap(({ name, stack: id }) => {
      const upstream = id === undefined ? undefined : byId.get(id);
      // States of another network lie in another bucket.
      const isMissing = upstream?.labels?.network === branch && !states.has(upstream.id);
      const outputs = isMissing ? foreseen(upstream.id) : undefined;
      return outputs ? [[name, outputs] as const] : [];
    }),
  );
}
