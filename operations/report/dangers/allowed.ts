import type { AllowedDanger, Danger } from "./danger";

/**
 * Whether one of the rules lets something happen without a confirmation. An action that nobody knows is let happen only by
 * a rule that names it.
 */
export const isAllowed = (
  { kind, stack, change }: Pick<Danger, "kind" | "stack" | "change">,
  rules: readonly AllowedDanger[],
): boolean =>
  rules.some(
    (rule) =>
      matches(rule.type, change.type) &&
      matches(rule.stack ?? "*", stack) &&
      (rule.kinds?.includes(kind) ?? kind !== "unknown"),
  );

/**
 * Whether a text is as a pattern says, in which `*` stands for any characters and everything else for itself. Takes the
 * earliest place for each part, so that no pattern takes long.
 */
export function matches(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return from <= text.length - last.length;
}
