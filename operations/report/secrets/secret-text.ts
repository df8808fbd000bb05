import { assignedSecretsIn } from "./assigned-secrets";
import { LOOKS_LIKE_OTHER_SECRET, LOOKS_LIKE_SECRET } from "./named-values";
import { type Span, tokensIn } from "./token-shapes";
import { secretsInUrls } from "./url-secrets";

/** Shorter texts hold nothing that could be told. */
const SHORTEST = 8;

/** Where secrets stand in a text, in order and apart from each other. Linear in its length. */
export function secretsIn(text: string): readonly Span[] {
  if (text.length < SHORTEST) return [];
  const spans = [...tokensIn(text), ...secretsInUrls(text), ...assignedSecretsIn(text)];
  if (spans.length < 2) return spans;
  const apart: { start: number; end: number }[] = [];
  for (const { start, end } of spans.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = apart.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}

/**
 * A text with each secret in it replaced; the very same text when there is none.
 *
 * @param known Of the text that stood there before, the secrets: any other one is said to be another one.
 */
export function withoutSpans(text: string, spans: readonly Span[], known?: ReadonlySet<string>): string {
  if (spans.length === 0) return text;
  const parts: string[] = [];
  let copied = 0;
  for (const { start, end } of spans) {
    const isOther = known !== undefined && known.size > 0 && !known.has(text.slice(start, end));
    parts.push(text.slice(copied, start), isOther ? LOOKS_LIKE_OTHER_SECRET : LOOKS_LIKE_SECRET);
    copied = end;
  }
  return parts.join("") + text.slice(copied);
}

/** A text without its secrets, each of which is said to be another one when the text before does not hold it. */
export function withoutSpansSince(before: string, text: string): string {
  const known = new Set(secretsIn(before).map(({ start, end }) => before.slice(start, end)));
  return withoutSpans(text, secretsIn(text), known);
}
