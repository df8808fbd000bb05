import { assignedSecretsIn } from "./assigned-secrets";
import { LOOKS_LIKE_SECRET } from "./named-values";
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

/** A text with each secret in it replaced; the very same text when there is none. */
export function withoutSpans(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const parts: string[] = [];
  let copied = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(copied, start), LOOKS_LIKE_SECRET);
    copied = end;
  }
  return parts.join("") + text.slice(copied);
}
