import type { Placeholder } from "../../plan/foreseen-output";

/**
 * A text; with placeholders in it, its parts: a text of the plan's own, or the stack and the output that a placeholder
 * stands for.
 */
export type CanonicalText = string | { readonly $: readonly TextPart[] };

/** A text, or `[stack, output]`. */
export type TextPart = string | readonly [stack: string, output: string];

/** A number that a placeholder stands for, which was made of a text; or one of the plan's own. */
export type CanonicalNumber = number | { readonly $: { readonly number: TextPart } };

/** A text of a plan, as it is compared. */
export type TextOf = (text: string) => CanonicalText;

/** Finds placeholders wherever they stand in a text. Of two that begin alike, the longer one is found. */
export function canonicalTexts(placeholders: readonly Placeholder[]): TextOf {
  const known = new Map(placeholders.filter(({ value }) => value !== "").map((each) => [each.value, each]));
  if (known.size === 0) return (text) => text;
  const values = [...known.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = new RegExp(`(${values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|")})`);
  return (text) => {
    // The groups of a pattern stand between the parts: every second one is a placeholder.
    const parts = text.split(pattern);
    if (parts.length === 1) return text;
    return {
      $: parts
        .map((part, index): TextPart => {
          const placeholder = index % 2 === 1 ? known.get(part) : undefined;
          return placeholder ? [placeholder.stack, placeholder.output] : part;
        })
        .filter((part) => part !== ""),
    };
  };
}

/** A number of a plan, as it is compared: Terraform makes one of a placeholder where an attribute wants a number. */
export function canonicalNumber(value: number, text: TextOf): CanonicalNumber {
  const found = text(String(value));
  const [part, ...others] = typeof found === "string" ? [] : found.$;
  return part === undefined || typeof part === "string" || others.length > 0 ? value : { $: { number: part } };
}
