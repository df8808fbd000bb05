import type { Danger } from "../dangers/danger";
import { type Findings, findingsIn, type ReportContext } from "../findings";
import { type ChangeGroup, groupsIn, likenessOf, sharedGroups } from "../groups/change-groups";
import { changesOf } from "../queries";
import type { Report, ResourceChange, StackReport } from "../report";
import { newIds } from "./ids";

/** A report with all that its page needs to be put together: what is found in it, and the ids of its parts. */
export interface View extends Findings {
  readonly report: Report;
  readonly stacks: readonly StackView[];
  /** Changes that are the same in several stacks. */
  readonly shared: readonly ChangeGroup[];
  readonly dangerOf: ReadonlyMap<ResourceChange, Danger>;
  /** The id of the entry of a change. */
  readonly idOf: ReadonlyMap<ResourceChange, string>;
}

/** One stack on the page. */
export interface StackView {
  readonly stack: StackReport;
  readonly id: string;
  readonly entries: readonly Entry[];
}

/** Changes of one stack that differ in nothing but their addresses, shown as one. */
export interface Entry {
  /** The first of them, and those that are like it. */
  readonly change: ResourceChange;
  readonly alike: readonly ResourceChange[];
  /** Number of stacks in which the same happens, this one included. */
  readonly stacks: number;
}

export function viewOf(report: Report, context: ReportContext): View {
  const findings = findingsIn(report, context);
  const ids = newIds();
  const shared = sharedGroups(report);
  const spread = new Map(
    shared.map(({ change, at }) => [likenessOf(change), new Set(at.map(({ stack }) => stack)).size]),
  );
  const stacks = report.stacks.map((stack) => ({
    stack,
    id: ids("stack", stack.id),
    entries: entriesOf(stack, spread),
  }));
  const idOf = new Map(
    report.stacks.flatMap((stack) =>
      changesOf(stack).map((change) => [change, ids("change", stack.id, change.address)] as const),
    ),
  );
  const dangerOf = new Map(findings.dangers.map((danger) => [danger.change, danger]));
  return { ...findings, report, stacks, shared, dangerOf, idOf };
}

function entriesOf(stack: StackReport, spread: ReadonlyMap<string, number>): readonly Entry[] {
  const byAddress = new Map(changesOf(stack).map((change) => [change.address, change]));
  return groupsIn(stack).map(({ change, at }) => ({
    change,
    alike: at.slice(1).map(({ address }) => byAddress.get(address) ?? change),
    stacks: spread.get(likenessOf(change)) ?? 1,
  }));
}
