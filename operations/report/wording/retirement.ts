import type { Retiring } from "../../plan/synthesized-stack";
import type { Danger } from "../dangers/danger";
import type { StackReport } from "../report";
import { type Phrase, quoted } from "./phrase";

/** What a reviewer of a plan that destroys on purpose has to know: what leaves and why, its backup, and who answers. */
export function retirementInWords({ addresses, reason, owner, backup, because, until }: Retiring): readonly string[] {
  const what = addresses
    ? `Leaves this stack on purpose: ${addresses.join(", ")}.`
    : "This stack leaves, with all that it holds.";
  const kept = backup === "none" ? `none, because ${because ?? "nobody says why"}` : backup;
  return [
    `${what} Why: ${reason}. Final backup: ${kept}. ${owner} answers for it, until ${until}.`,
    ...(addresses ? [] : ["AWS may refuse to destroy what is guarded or not empty: docs/runbooks/retire.md."]),
  ];
}

/** That a stack leaves, or lets something leave; why, and where the backup is. */
export interface Purpose {
  readonly what: string;
  readonly why: Phrase;
}

/** What the plan of a stack destroys on purpose; undefined when it destroys nothing that may leave. */
export function purposeOf({ id, retiring }: StackReport, dangers: readonly Danger[]): Purpose | undefined {
  if (!retiring) return undefined;
  const { addresses, reason, owner, backup, because, until } = retiring;
  const destroys = dangers.some(
    ({ stack, kind, change }) => stack === id && kind === "delete" && (addresses?.includes(change.address) ?? true),
  );
  if (!destroys) return undefined;
  const kept: Phrase = backup === "none" ? ["none, because ", quoted(because ?? "nobody says why")] : [quoted(backup)];
  return {
    what: addresses ? "lets something leave on purpose" : "leaves on purpose",
    why: ["Why: ", quoted(reason), ". Final backup: ", ...kept, ". ", quoted(owner), ` answers for it, until ${until}`],
  };
}
