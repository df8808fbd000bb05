import { toolWords } from "../report/wording/failures";
import { visible } from "../report/wording/visible";
import { count } from "../report/wording/words";
import type { Deployed } from "./deploy";
import type { Approval, Deployment, StackDeployment } from "./deployment";

/** Whether everything that was to be done was done. */
export const isDone = (deployed: Deployed): boolean =>
  deployed.kind === "deployed" && deployed.deployment.status === "succeeded";

/** The stacks of which something is to be said, failures first. */
export function notable({ stacks }: Deployment): readonly StackDeployment[] {
  const order: readonly StackDeployment["status"][] = ["failed", "skipped", "applying", "pending", "manual", "applied"];
  const place = ({ status }: StackDeployment): number => order.indexOf(status);
  return stacks.filter((stack) => place(stack) >= 0).sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
}

/** One line that says it all: `5 applied, 1 failed, 2 skipped, 21 unchanged`. */
export function countsInWords({ stacks }: Deployment): string {
  const kinds: readonly (readonly [StackDeployment["status"], string])[] = [
    ["failed", "failed"],
    ["skipped", "skipped"],
    ["applying", "not known to have ended"],
    ["pending", "not begun"],
    ["applied", "applied"],
    ["manual", "left to an administrator"],
    ["unchanged", "unchanged"],
  ];
  const parts = kinds.flatMap(([kind, words]) => {
    const number = stacks.filter(({ status }) => status === kind).length;
    return number > 0 ? [`${count(number)} ${words}`] : [];
  });
  return parts.join(", ");
}

/** By what was approved, in words. */
export const approvalInWords = (approval: Approval): string =>
  approval.kind === "pull-request" ? `pull request #${approval.number}` : `the digest ${approval.digest}`;

/** What to do to go on after a refusal. */
export const howToGoOn = (branch: string, digest: string): string =>
  `To apply exactly this, run the workflow "Deploy" on ${branch} with this digest: ${digest}`;

/** The same, after one that no digest lifts. */
export const HOW_TO_MEND =
  "No digest lifts this. Mend it, by a pull request or where it comes from, and run this again.";

/** What came of a deployment, for a terminal. */
export function outcomeAsText(deployed: Deployed, branch: string, commit: string): string {
  const short = commit.slice(0, 7);
  if (deployed.kind === "refused") {
    const { because, rehearsal, isToMend } = deployed;
    return [
      `Nothing of ${short} was deployed to ${branch}:`,
      ...because.map(indented),
      ...(isToMend ? ["", HOW_TO_MEND] : rehearsal ? ["", howToGoOn(branch, rehearsal.digest)] : []),
    ].join("\n");
  }
  const { deployment, next } = deployed;
  const told = notable(deployment).filter(({ because }) => because !== undefined);
  return [
    ...told.map(({ id, status, because = "" }) => `${id} ${status}:\n${indented(because)}\n`),
    `${short} on ${branch}: ${countsInWords(deployment)}`,
    ...(next ? [howToGoOn(branch, next.digest)] : []),
  ].join("\n");
}

/** Terraform repeats what AWS says, and what stands in a state: no control character of it may reach a terminal. */
const indented = (text: string): string =>
  toolWords(text)
    .split("\n")
    .map((line) => `  ${visible(line)}`)
    .join("\n");
