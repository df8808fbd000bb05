import { z } from "zod";
import { RecordError } from "../records/object-store";
import type { Attempt, Origin, PromotionRecord, Version } from "./record";
import type { RecordFormat } from "./record-store";

/** Longest text of a person or of an error that a record keeps, in UTF-16 units. */
const LONGEST_LINE = 1000;

/**
 * A record as it is kept: the same record gives the same bytes. Names and reasons come from elsewhere, so they are written as
 * lines that can be read again, whatever they were.
 */
export function recordText<Settings>(record: PromotionRecord<Settings>): string {
  const { application, stage, site, latest, good } = record;
  const kept = { format: 1, application, stage, site, latest: attemptOf(latest), good: good.map(attemptOf) };
  return `${JSON.stringify(kept)}\n`;
}

function attemptOf<Settings>(attempt: Attempt<Settings>): Attempt<Settings> {
  const { id, status, version, settings, from, actor, approver, run, startedAt, finishedAt, reason } = attempt;
  const { type, name, commit, branch, digest } = version;
  return {
    id,
    status,
    version: { type, name, commit, branch, digest },
    settings,
    from: originOf(from),
    actor: lineOf(actor),
    ...(approver !== undefined && { approver: lineOf(approver) }),
    ...(run !== undefined && { run: lineOf(run) }),
    startedAt,
    ...(finishedAt !== undefined && { finishedAt }),
    ...(reason !== undefined && { reason: lineOf(reason) }),
  };
}

const originOf = (from: Origin): Origin => {
  if (from.kind === "branch") return { kind: from.kind, branch: from.branch };
  if (from.kind === "stage") return { kind: from.kind, stage: from.stage, site: from.site };
  return { kind: from.kind };
};

/** One line without characters that a terminal would act upon, and never empty. */
const lineOf = (text: string): string =>
  text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ")
    .slice(0, LONGEST_LINE)
    // A cut in the middle of a character leaves half of it.
    .replace(/\p{Cs}$/u, "")
    .trim() || "unknown";

/**
 * The record in a text.
 *
 * @param key Where it was kept: it must be that of the record's stage and site.
 * @param settings What settings of that kind of application look like.
 * @throws RecordError when the text is no record, or that of another site.
 */
export function recordIn<Settings>(
  text: string,
  key: string,
  settings: z.ZodType<Settings>,
): PromotionRecord<Settings> {
  try {
    const read = schemaWith(settings).safeParse(JSON.parse(text));
    if (read.success && key.endsWith(`/${read.data.stage}/${read.data.site}.json`))
      return read.data as PromotionRecord<Settings>;
  } catch {
    // What is no JSON is damaged, too.
  }
  throw new RecordError(
    `the record ${key} is damaged, or was written by another version of this command. Put back an earlier version of it that is whole; the bucket of the stage keeps them. Where none is, remove it: the next promotion begins a new one, which knows no version to go back to.`,
  );
}

/** How records are kept whose settings look so. */
export const recordFormat = <Settings>(settings: z.ZodType<Settings>): RecordFormat<Settings> => ({
  read: (text, key) => recordIn(text, key, settings),
  write: recordText,
});

/** It is shown at terminals. */
const line = z
  .string()
  .min(1)
  .max(LONGEST_LINE)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
const time = z.iso.datetime({ offset: true });

const version: z.ZodType<Version> = z.object({
  type: z.enum(["sha", "semver", "calver"]),
  name: line,
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  branch: line,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

const origin: z.ZodType<Origin> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("branch"), branch: line }),
  z.object({ kind: z.literal("stage"), stage: line, site: line }),
  z.object({ kind: z.literal("rollback") }),
]);

const schemaWith = <Settings>(settings: z.ZodType<Settings>) => {
  const attempt = z
    .object({
      id: line,
      status: z.enum(["in_progress", "succeeded", "failed"]),
      version,
      settings,
      from: origin,
      actor: line,
      approver: line.optional(),
      run: line.optional(),
      startedAt: time,
      finishedAt: time.optional(),
      reason: line.optional(),
    })
    .refine(({ status, finishedAt }) => (finishedAt === undefined) === (status === "in_progress"));
  return z.object({
    format: z.literal(1),
    application: line,
    stage: line,
    site: line,
    latest: attempt,
    good: z.array(attempt.refine(({ status }) => status === "succeeded")),
  });
};
