import { hides, type Marks, SENSITIVE } from "../secrets/sensitivity";
import { LOOKS_LIKE_SECRET, suspectMarks, withoutSecretShapes } from "../secrets/suspects";
import type { Shown } from "./attribute-change";
import type { EmbeddedDocument } from "./documents";
import { isContainer, type Key, keysOf, valueAt } from "./json-tree";

/** The document that a text holds, if any. */
export type DocumentIn = (text: string) => EmbeddedDocument | undefined;

/** How many documents within documents are read. */
export const MOST_DOCUMENTS = 4;

/** What may be shown of a value, without what is marked in it, and without what looks like a secret. */
export function shownValue(
  value: unknown,
  marks: readonly Marks[],
  suspects: readonly Marks[],
  documentIn: DocumentIn,
): Shown {
  if (value === undefined) return { kind: "absent" };
  return { kind: "value", value: withoutSecretShapes(veiled(value, marks, suspects, documentIn)) };
}

/**
 * Whether YAML in a text, or in a document that the text holds, has something in it that looks like a secret: that
 * cannot be taken out of the text. The second net itself goes into JSON.
 */
export function holdsSuspects(text: string, documentIn: DocumentIn, level = 1): boolean {
  const document = documentIn(text);
  if (!document) return false;
  const { value, format } = document;
  const anyIn = (part: unknown): boolean =>
    typeof part === "string"
      ? level < MOST_DOCUMENTS && holdsSuspects(part, documentIn, level + 1)
      : isContainer(part) && Object.values(part).some(anyIn);
  const isSuspect = () => suspectMarks(value, false) !== false || withoutSecretShapes(value) !== value;
  return (format === "yaml" && isSuspect()) || anyIn(value);
}

function veiled(value: unknown, marks: readonly Marks[], suspects: readonly Marks[], documentIn: DocumentIn): unknown {
  if (marks.some((tree) => hides(tree, value))) return SENSITIVE;
  if (suspects.some((tree) => hides(tree, value))) return LOOKS_LIKE_SECRET;
  if (typeof value === "string") return holdsSuspects(value, documentIn) ? LOOKS_LIKE_SECRET : value;
  if (!isContainer(value)) return value;
  const partAt = (key: Key) => veiled(valueAt(value, key), insideOf(marks, key), insideOf(suspects, key), documentIn);
  return Array.isArray(value)
    ? value.map((_, index) => partAt(index))
    : Object.fromEntries(keysOf(value).map((key) => [key, partAt(key)]));
}

const insideOf = (trees: readonly Marks[], key: Key): readonly Marks[] => trees.map((tree) => valueAt(tree, key));
