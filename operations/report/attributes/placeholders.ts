import type { Placeholder } from "../../plan/foreseen-output";
import type { AttributeChange, Shown } from "./attribute-changes";
import { same } from "./same";

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
    // Terraform makes a number of one where an attribute wants a number.
    const isText = typeof shown.value === "string" || typeof shown.value === "number";
    const whole = isText ? known.get(String(shown.value)) : undefined;
    return whole
      ? { kind: "upstream", stack: whole.stack, output: whole.output, ...(whole.exists && { exists: true }) }
      : { kind: "value", value: deeply(shown.value, inWords) };
  };
  // An item of a list may be called by what is a placeholder, too.
  return ({ path, inside, ...change }) => ({
    path: inWords(path),
    ...change,
    before: reveal(change.before),
    after: reveal(change.after),
    ...(inside && { inside: { ...inside, path: inWords(inside.path) } }),
  });
}

/** Takes out of all texts of an attribute what must not be shown. Where nothing else differs, both sides are hidden. */
export function withoutParts(hide: (text: string) => string): Reveal {
  const clean = (shown: Shown): Shown =>
    shown.kind === "value" ? { kind: "value", value: deeply(shown.value, hide, hide) } : shown;
  return ({ path, inside, ...attribute }) => {
    const [before, after] = [clean(attribute.before), clean(attribute.after)];
    const looksEqual = same(before, after) && !same(attribute.before, attribute.after);
    return {
      path: hide(path),
      ...attribute,
      before: looksEqual ? HIDDEN : before,
      after: looksEqual ? HIDDEN : after,
      ...(inside && { inside: { ...inside, path: hide(inside.path) } }),
    };
  };
}

const HIDDEN: Shown = { kind: "sensitive", suspected: true };

/** How a placeholder is shown. One for a value that AWS alone knows is named, so that two of them can be told apart. */
export const standsFor = ({ stack, output, exists = false }: Omit<Placeholder, "value">): string =>
  exists ? `(${output}${stack && ` of ${stack}`})` : `(known after ${stack} is applied)`;

const NOTHING = { stack: "", output: "" };

type Rewrite = (text: string) => string;

/** A value with other texts and, if so wished, other keys. */
function deeply(value: unknown, change: Rewrite, changeKey: Rewrite = (key) => key): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => deeply(item, change, changeKey));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [changeKey(key), deeply(item, change, changeKey)]),
  );
}
