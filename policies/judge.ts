import type { StackJudgement } from "./organisation-rule";
import type { Finding, Rule, RuleFacts } from "./rule";
import type { StackView } from "./view/stack-view";
import { isExpired, problemOf } from "./waiver";

/** What some rules find in a stack: by rule, then in the order in which the rule tells it. */
export function judge(rules: readonly Rule[], view: StackView): readonly Finding[] {
  const present = new Set([...view.resources, ...view.data].map(({ type }) => type));
  return rules
    .filter(({ types }) => types.length === 0 || types.some((type) => present.has(type)))
    .flatMap((rule) => findingsOf(rule, view));
}

/**
 * A finding for each waiver that covers nothing which its rule found, or that names no rule: left standing, it would cover what
 * comes next, and a rule that is misspelt waives nothing.
 *
 * @param found What the rules found in the stack.
 * @param others Ids of rules that others judge by, such as those over all stacks together.
 */
export function idleWaivers(
  rules: readonly Rule[],
  view: StackView,
  found: readonly Finding[],
  others: readonly string[] = [],
): readonly Finding[] {
  const ids = new Set(rules.map(({ id }) => id));
  const used = new Set(found.map(({ waiver }) => waiver));
  return [...view.resources, ...view.data].flatMap(({ address, constructPath, waivers }) =>
    waivers
      .filter((waiver) => !used.has(waiver) && !others.includes(waiver.rule))
      .map((waiver) => ({
        ...{ rule: "waiver-covers-something", severity: "medium" as const, stack: view.id, address },
        ...(constructPath && { constructPath }),
        answer: "violation" as const,
        message: ids.has(waiver.rule)
          ? `its waiver of ${waiver.rule} covers nothing`
          : `its waiver names ${JSON.stringify(waiver.rule)}, which is no rule`,
        fix: "Take the waiver away, or name the rule that it is for.",
      })),
  );
}

const findingsOf = (rule: Rule, view: StackView): readonly Finding[] =>
  found(rule, view.id, function* () {
    for (const judgement of rule.judge(view)) yield { ...judgement, stack: view.id };
  });

/**
 * What a rule found, whatever it looked at. One that cannot judge is a finding, too, and loses nothing that it told before.
 *
 * @param place What is named when the rule itself fails.
 */
export function found(rule: RuleFacts, place: string, judge: () => Iterable<StackJudgement>): readonly Finding[] {
  const common = { rule: rule.id, severity: rule.severity, fix: rule.fix };
  const findings: Finding[] = [];
  try {
    for (const { stack, resource, path, answer, message } of judge()) {
      const waiver = resource?.waivers.find((each) => each.rule === rule.id);
      findings.push({
        ...common,
        stack,
        ...(resource && { address: resource.address }),
        ...(resource?.constructPath && { constructPath: resource.constructPath }),
        ...(path !== undefined && { path }),
        answer,
        message,
        ...(waiver && { waiver }),
      });
    }
  } catch (error) {
    const message = `the rule could not judge: ${(error as Error).message}`;
    findings.push({ ...common, stack: place, answer: "error", message });
  }
  return findings;
}

/**
 * The findings that refuse a stack: violations and errors without a waiver that holds.
 *
 * @param today As `2026-12-31`; without it no waiver expires, so that a synthesis depends on no clock.
 */
export const refusing = (findings: readonly Finding[], today?: string): readonly Finding[] =>
  findings.filter(({ answer, waiver }) => {
    if (answer === "unknown") return false;
    if (answer === "error" || waiver === undefined) return true;
    return problemOf(waiver) !== undefined || (today !== undefined && isExpired(waiver, today));
  });

/** A finding as one line for people. */
export function inWords({ rule, stack, address, path, message, fix }: Finding): string {
  const place = [stack, address, path].filter(Boolean).join(" ");
  return `${place}: ${message} (${rule}). ${fix}`;
}
