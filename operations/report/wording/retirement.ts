import type { Retiring } from "../../plan/synthesized-stack";

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
