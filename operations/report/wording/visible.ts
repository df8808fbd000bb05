/** Controls, format and bidirectional characters, private ones, all that draws nothing, and spaces that are not a space. */
const INVISIBLE = /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}\u2800]/gu;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** Each character that a reader would not see, as its escape. */
export const visible = (text: string): string =>
  text.replace(INVISIBLE, (character) => SHORT_ESCAPES.get(character) ?? escapeOf(character));

function escapeOf(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, "0")}`;
}
