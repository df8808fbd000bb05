import { refusing } from "./judge";
import { type Finding, SEVERITIES } from "./rule";
import { isExpired } from "./waiver";

/** Findings as a person reads them: what refuses, worst first, by place; then how many are waived, and how many are open. */
export function formatFindings(findings: readonly Finding[], today: string): string {
  const refused = sortedFindings(refusing(findings, today));
  const waived = findings.filter(({ waiver, answer }) => waiver && answer === "violation").length;
  const open = findings.filter(({ answer }) => answer === "unknown").length;
  return [
    ...refused.map((finding) => paragraph(finding, today)),
    [
      refused.length === 0 ? "No rule refuses anything." : `${counted(refused.length, "finding")} must be mended.`,
      ...(waived > 0 ? [`${counted(waived, "finding")} ${waived === 1 ? "is" : "are"} waived.`] : []),
      ...(open > 0 ? [`${counted(open, "question")} can be answered only by a plan.`] : []),
    ].join(" "),
  ].join("\n");
}

/** Worst first, then by stack, address and rule. */
export const sortedFindings = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.stack, b.stack) ||
      compare(a.address ?? "", b.address ?? "") ||
      compare(a.rule, b.rule) ||
      compare(a.path ?? "", b.path ?? "") ||
      compare(a.message, b.message),
  );

function paragraph(finding: Finding, today: string): string {
  const { stack, address, path, constructPath, severity, message, rule, fix, waiver } = finding;
  const place = [stack, address, path].filter((part) => part !== undefined).join("  ");
  const expired = waiver && isExpired(waiver, today) ? `its waiver ended on ${waiver.expires} (${waiver.owner}); ` : "";
  return [
    `${place}`,
    `    ${severity}: ${expired}${message} (${rule})`,
    `    ${fix}`,
    ...(constructPath ? [`    Made by ${constructPath}.`] : []),
  ].join("\n");
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
