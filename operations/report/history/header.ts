import { z } from "zod";
import { ALL_ACTIONS } from "../actions";
import { canonicalJson } from "./canonical-json";
import type { PlanRecord, StackRecord } from "./plan-record";

const BEGIN = "<!-- infra:plan:record ";
const END = " -->";

/** What begins a record, whole or damaged. */
const MARK = /<!--\s*infra:plan:record/g;

/** Longest text that is read as a record, in UTF-16 units; a body takes 65,536 characters. */
const LONGEST = 262_144;

/**
 * A record as one line that no form of Markdown shows, of at most so many code points; empty when not even a record without
 * stacks fits. What does not fit is left out: first the changes of stacks, those of the longest one first, then the stacks.
 * Nothing in it can end the comment or be taken for a mark, a mention or a link.
 */
export function toHeader(record: PlanRecord, room: number): string {
  const whole = lineOf(record);
  if (whole.length <= room) return whole;
  const lighter = lineOf({ ...record, stacks: withoutChanges(record.stacks, whole.length - room) });
  if (lighter.length <= room) return lighter;
  const bare = lineOf({ ...record, stacks: [] });
  return bare.length <= room ? bare : "";
}

/**
 * The record in a text that anybody may have changed; undefined when there is none, more than one, or one that is not as
 * `toHeader` writes it.
 */
export function readHeader(text: string): PlanRecord | undefined {
  const marks = [...text.matchAll(MARK)];
  const [mark] = marks;
  if (marks.length !== 1 || !mark || !text.startsWith(BEGIN, mark.index)) return undefined;
  const start = mark.index + BEGIN.length;
  const end = text.indexOf(END, start);
  if (end < 0 || end - start > LONGEST) return undefined;
  const read = recordSchema.safeParse(parsed(text.slice(start, end)));
  return read.success ? (read.data as PlanRecord) : undefined;
}

const lineOf = (record: PlanRecord): string => BEGIN + inert(canonicalJson(record)) + END;

/**
 * JSON in which every character of a text but plain ones is an escape. Outside of texts there are only plain ones. Of dashes,
 * which names are full of, only those behind another one: two together could end a comment.
 */
const inert = (json: string): string =>
  json.replace(
    /[^A-Za-z0-9_. :,"\\{}[\]-]|(?<=-)-/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Takes away the changes of the longest stacks until so many characters are gone, or all changes. */
function withoutChanges(stacks: readonly StackRecord[], excess: number): readonly StackRecord[] {
  const weighed = stacks
    .map(({ changes }, index) => ({ index, weight: changes ? inert(canonicalJson({ changes })).length - 1 : 0 }))
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  const dropped = new Set<number>();
  let left = excess;
  for (const { index, weight } of weighed) {
    if (left <= 0) break;
    dropped.add(index);
    left -= weight;
  }
  return stacks.map((stack, index) => {
    const { changes, ...rest } = stack;
    return dropped.has(index) ? rest : stack;
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const text = z.string().max(10_000);
const commit = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const whole = z.number().int().nonnegative();

const recordSchema = z.strictObject({
  format: z.literal(1),
  commit: commit.optional(),
  base: commit.optional(),
  run: z.strictObject({ id: whole, attempt: whole }).optional(),
  since: commit.optional(),
  stacks: z
    .array(
      z.strictObject({
        id: text,
        state: z.enum(["changes", "no-changes", "failed", "not-planned", "vanished", "unaffected"]),
        digest: z
          .string()
          .regex(/^sha256:[0-9a-f]{64}$/)
          .optional(),
        changes: z
          .array(z.tuple([z.enum(ALL_ACTIONS), text, z.string().regex(/^[0-9a-f]{12}$/)]))
          .max(50_000)
          .optional(),
      }),
    )
    .max(10_000),
});
