import type { Placeholder } from "../../plan/foreseen-output";
import type { AttributeChange, Shown } from "./attribute-changes";

/** Says of an attribute which values are placeholders. */
export type Reveal = (change: AttributeChange) => AttributeChange;

/** A placeholder counts as one wherever it stands as a value, also inside a longer text. */
export function revealing(placeholders: readonly Placeholder[]): Reveal {
  const known = new Map(placeholders.filter(({ value }) => value !== "").map((each) => [each.value, each]));
  if (known.size === 0) return (change) => change;
  // The longest first, so that none is taken for another one that it begins with.
  const values = [...known.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = new RegExp(values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"), "g");
  const inWords = (text: string) => text.replace(pattern, (value) => standsFor(known.get(value) ?? NOTHING));
  const reveal = (shown: Shown): Shown => {
    if (shown.kind !== "value") return shown;
    const whole = typeof shown.value === "string" ? known.get(shown.value) : undefined;
    return whole
      ? { kind: "upstream", stack: whole.stack, output: whole.output, ...(whole.exists && { exists: true }) }
      : { kind: "value", value: deeply(shown.value, inWords) };
  };
  return (change) => ({ ...change, before: reveal(change.before), after: reveal(change.after) });
}

/** Changes every text of an attribute's values. */
export function rewriting(change: (text: string) => string): Reveal {
  const rewrite = (shown: Shown): Shown =>
    shown.kind === "value" ? { kind: "value", value: deeply(shown.value, change) } : shown;
  return (attribute) => ({ ...attribute, before: rewrite(attribute.before), after: rewrite(attribute.after) });
}

/** How a placeholder is shown. One for a value that AWS alone knows is named, so that two of them can be told apart. */
export const standsFor = ({ stack, output, exists = false }: Omit<Placeholder, "value">): string =>
  exists ? `(${output}${stack && ` of ${stack}`})` : `(known after ${stack} is applied)`;

const NOTHING = { stack: "", output: "" };

function deeply(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => deeply(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deeply(item, change)]));
}
