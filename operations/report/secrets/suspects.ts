import { isContainer } from "../attributes/json-tree";
import { parseJson } from "../read/json-text";
import { ofBothSides, withCopies, withoutArrays } from "./copied";
import { copiesOf } from "./copies";
import { keyName } from "./key-names";
import { LOOKS_LIKE_SECRET } from "./named-values";
import { secretsIn, withoutSpans } from "./secret-text";
import { type Marks, withoutSensitive } from "./sensitivity";
import { DEEPEST, type Hidden, placeOf, suspicion } from "./suspicion";

export { LOOKS_LIKE_SECRET } from "./named-values";

/** Marks of both sides of a change. */
export interface MarksOfSides {
  readonly before: Marks;
  readonly after: Marks;
}

/**
 * Marks of what in a value looks like a secret although nobody marks it: `true` at what is hidden, as in Terraform's
 * `before_sensitive`; `false` for nothing. What is marked already is left out, and its copies and digests anywhere in the
 * same value are found: so give it the value of a whole resource. Secrets that are only a part of a longer text are not
 * marked; `withoutSecretShapes` takes them out.
 *
 * @param marked What Terraform marks in the same value.
 * @param name What the value is called, when it is not a resource: the name of an output, or the key of a document.
 */
export const suspectMarks = (value: unknown, marked: Marks, name = ""): Marks =>
  suspectMarksOfSides({ before: value, after: undefined }, { before: marked, after: false }, name).before;

/**
 * As `suspectMarks`, for both sides of a change at once; prefer it where there are two.
 *
 * A secret of either side is looked for in both, and what is hidden under a key of an object on one side is hidden under
 * the same key on the other. Items of arrays are not compared by their index: a caller that takes two of them for one has
 * to hide both when the marks of one hide it. What Terraform itself marks on one side alone is for the caller as well.
 *
 * @param hidden Texts and numbers that are hidden around the value: their copies are hidden in it, too. Gets those that are
 *   hidden in it.
 */
export function suspectMarksOfSides(
  sides: { readonly before: unknown; readonly after: unknown },
  marked: MarksOfSides,
  name = "",
  hidden: Hidden = new Set(),
): MarksOfSides {
  const place = placeOf(name);
  const beforeTrees = [marked.before, withoutArrays(marked.after)].filter(saysAnything);
  const afterTrees = [marked.after, withoutArrays(marked.before)].filter(saysAnything);
  const before = suspicion(sides.before, beforeTrees, place, hidden);
  const after = suspicion(sides.after, afterTrees, place, hidden);
  if (hidden.size === 0) return { before, after };
  const copies = copiesOf(hidden);
  const inBefore = withCopies(sides.before, beforeTrees, before, copies);
  const inAfter = withCopies(sides.after, afterTrees, after, copies);
  return { before: ofBothSides(inBefore, inAfter), after: ofBothSides(inAfter, inBefore) };
}

const saysAnything = (marks: Marks): boolean => marks === true || isContainer(marks);

/**
 * A deep copy without secrets that stand in longer texts, such as the password in an address; the rest of the text
 * stays. The very same reference when there is none. Two texts that differ in nothing but a secret come out equal.
 */
export const withoutSecretShapes = (value: unknown): unknown => cleaned(value, 0);

/**
 * A free text without what looks like a secret: what Terraform says of an error, the message of a check, an id. A text
 * that is JSON is looked at as such, and written anew when something in it is hidden.
 */
export function withoutSecretsInText(text: string): string {
  const document = documentIn(text);
  if (document === undefined) return withoutSpans(text, secretsIn(text));
  const marks = suspectMarks(document, false);
  const clean = withoutSecretShapes(
    marks === false ? document : withoutSensitive(document, [marks], LOOKS_LIKE_SECRET),
  );
  if (clean === document) return withoutSpans(text, secretsIn(text));
  return JSON.stringify(clean, undefined, text.includes("\n") ? 2 : undefined);
}

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === "string") return withoutSecretsInText(value);
  if (!isContainer(value)) return value;
  if (depth >= DEEPEST) return LOOKS_LIKE_SECRET;
  if (Array.isArray(value)) {
    const items = value.map((item) => cleaned(item, depth + 1));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  const entries = Object.entries(value);
  const clean = entries.map(([key, item]) => [withoutSpans(key, secretsIn(key)), cleaned(item, depth + 1)] as const);
  const same = clean.every(([key, item], index) => key === entries[index]?.[0] && item === entries[index]?.[1]);
  return same ? value : Object.fromEntries(clean);
}

/** A word in quotes that may be the name of a secret, or an option of a command. */
const TELLING_WORD =
  /"([\w.-]{0,64}(?:pass|pwd|secret|token|cred|key|auth|dsn|psk|jwt|sas|salt|otp|cookie|hook|conn|code|ur[il])[\w.-]{0,64})\\{0,8}"/gi;

/** What a text holds that is JSON, when it names a secret in a way that its text alone may not tell. */
function documentIn(text: string): unknown {
  // A name may be written with escapes.
  if (!/^\s{0,64}[[{]/.test(text) || !(text.includes("\\u00") || namesSecret(text))) return undefined;
  const parsed = parseJson(text);
  return "value" in parsed && isContainer(parsed.value) ? parsed.value : undefined;
}

function namesSecret(text: string): boolean {
  for (const [, word = ""] of text.matchAll(TELLING_WORD)) {
    const { meaning } = keyName(word);
    if (meaning !== "neutral" && meaning !== "about") return true;
  }
  return false;
}
