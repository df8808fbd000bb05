/**
 * A text of our own with pieces that come from a plan or a catalogue. Only the pieces are untrusted; each form of the
 * report makes them harmless in its own way.
 */
export type Phrase = readonly (string | Quoted)[];

/** A piece that is not ours. */
export interface Quoted {
  readonly quoted: string;
}

export const quoted = (text: string): Quoted => ({ quoted: text });

/** Phrases one after the other, with a text between them. */
export const joined = (phrases: readonly Phrase[], separator: string): Phrase =>
  phrases.flatMap((phrase, index) => (index === 0 ? phrase : [separator, ...phrase]));

/** Quoted texts as an enumeration: `a`, `b` and `c`. Beyond a number, the rest is counted. */
export function enumerated(texts: readonly string[], most = 5): Phrase {
  const pieces: Phrase[] = texts.slice(0, most).map((text) => [quoted(text)]);
  if (texts.length > most) pieces.push([`${texts.length - most} more`]);
  const last = pieces.pop() ?? [];
  return pieces.length === 0 ? last : [...joined(pieces, ", "), " and ", ...last];
}
