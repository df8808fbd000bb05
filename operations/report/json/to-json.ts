import { countsOf } from "../actions";
import type { Confirmation, Danger } from "../dangers/danger";
import { discrepanciesIn } from "../discrepancies";
import { findingsIn, type ReportContext } from "../findings";
import type { SinceLast } from "../history/since-last";
import { changesOf, isImported, isMoved } from "../queries";
import type { PlanContent, Report, ResourceChange, StackReport } from "../report";
import type { RunFacts } from "../run-facts";
import { deferralReason } from "../wording/reasons";
import { verdictOf } from "../wording/verdict";
import { changeJson, dangerJson, driftJson, outputJson, plainText } from "./changes-json";
import { type ReportJson, STATES, type StackJson } from "./schema";

type DangerOf = ReadonlyMap<ResourceChange, Danger>;

/**
 * The report for machines, as docs/report-json.md describes it: everything that the report holds, nothing of what it hides.
 * The same report gives the same value, its keys in the same order.
 */
export function toJson(report: Report, context: ReportContext = {}): ReportJson {
  const { facts, dangers, confirmation, since } = findingsIn(report, context);
  const dangerOf = new Map(dangers.map((danger) => [danger.change, danger]));
  return {
    format: 1,
    verdict: verdictOf(report),
    run: runJson(facts),
    counts: {
      stacks: stackCounts(report.stacks),
      resources: countsOf(report.stacks.flatMap(changesOf)),
      dangers: dangers.length,
      unallowedDangers: dangers.filter(({ isAllowed }) => !isAllowed).length,
    },
    ...(confirmation && { confirmation: confirmationJson(confirmation) }),
    ...(since && { sinceLast: sinceJson(since) }),
    dangers: dangers.map((danger) => ({
      stack: danger.stack,
      address: danger.change.address,
      type: danger.change.type,
      ...dangerJson(danger),
    })),
    stacks: report.stacks.map((stack) => stackJson(stack, dangerOf)),
  };
}

function stackCounts(stacks: readonly StackReport[]): ReportJson["counts"]["stacks"] {
  const counts = Object.fromEntries(STATES.map((state) => [state, 0])) as ReportJson["counts"]["stacks"];
  for (const { state } of stacks) counts[state] += 1;
  return counts;
}

const runJson = ({ branch, commit, base, run, fullReport, note }: RunFacts): ReportJson["run"] => ({
  ...(branch !== undefined && { branch }),
  ...(commit !== undefined && { commit }),
  ...(base !== undefined && { base }),
  ...(run && { run: { id: run.id, attempt: run.attempt, url: run.url } }),
  ...(fullReport !== undefined && { fullReport }),
  ...(note !== undefined && { note }),
});

function confirmationJson(confirmation: Confirmation): NonNullable<ReportJson["confirmation"]> {
  if (confirmation.state === "needed") return { state: "needed", how: plainText(confirmation.how) };
  return confirmation.state === "given" ? { state: "given", by: confirmation.by } : { state: "not-needed" };
}

const sinceJson = (since: SinceLast): NonNullable<ReportJson["sinceLast"]> => ({
  ...(since.commit !== undefined && { commit: since.commit }),
  state: since.state,
  appeared: since.appeared.map(changeAtJson),
  disappeared: since.disappeared.map(changeAtJson),
  changed: since.changed.map((change) => ({
    ...changeAtJson(change),
    ...(change.was !== undefined && { was: change.was }),
  })),
  added: [...since.added],
  gone: [...since.gone],
  states: since.states.map(({ stack, was, is }) => ({ stack, was, is })),
  withoutDetails: [...since.withoutDetails],
  sameChanges: since.sameChanges,
  sameStacks: since.sameStacks,
});

const changeAtJson = ({ stack, action, address }: SinceLast["appeared"][number]) => ({ stack, action, address });

const stackJson = (stack: StackReport, dangerOf: DangerOf): StackJson => ({
  id: stack.id,
  state: stack.state,
  ...(stack.source !== undefined && { source: stack.source }),
  ...(stack.digest !== undefined && { digest: stack.digest }),
  ...(stack.terraformVersion !== undefined && { terraformVersion: stack.terraformVersion }),
  ...(stack.plannedAt !== undefined && { plannedAt: stack.plannedAt }),
  waitsFor: [...stack.waitsFor],
  notes: [...stack.notes],
  ...(stack.error !== undefined && { error: stack.error }),
  violations: (stack.violations ?? []).map(({ rule, severity, address, path, message, fix }) => ({
    rule,
    severity,
    ...(address !== undefined && { address }),
    ...(path !== undefined && { path }),
    message,
    fix,
  })),
  discrepancies: [...discrepanciesIn(stack)],
  ...(stack.content && { plan: planJson(stack.content, dangerOf) }),
});

const planJson = (content: PlanContent, dangerOf: DangerOf): NonNullable<StackJson["plan"]> => ({
  complete: content.complete,
  ...(content.applyable !== undefined && { applyable: content.applyable }),
  held: content.held,
  unchanged: content.unchanged,
  counts: countsOf(content.changes),
  imported: content.changes.filter(isImported).length,
  moved: content.changes.filter(isMoved).length,
  changes: content.changes.map((change) => changeJson(change, dangerOf.get(change))),
  outputs: content.outputs.map(outputJson),
  drift: content.drift.map(driftJson),
  deferred: content.deferred.map(({ address, actions, reason }) => ({
    address,
    actions: [...actions],
    keyword: reason,
    reason: plainText(deferralReason(reason)),
  })),
  invocations: content.invocations.map(({ address, trigger }) => ({
    address,
    ...(trigger && { trigger: { address: trigger.address, event: trigger.event } }),
  })),
  failedChecks: content.failedChecks.map(({ address, problems }) => ({ address, problems: [...problems] })),
});
