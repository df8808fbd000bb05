import { z } from "zod";
import { readHeader, toHeader } from "../history/header";
import type { PlanRecord } from "../history/plan-record";
import type { CheckRun } from "./ports";

/** Longest summary and longest text of a check run, in bytes of UTF-8. Source: github/docs#35252, a refusal by GitHub. */
export const LONGEST_CHECK_TEXT = 65_535;

/** Longest title of a check run that is shown whole, in UTF-16 units. */
export const LONGEST_CHECK_TITLE = 200;

/** Begins the external id of our check runs: the run of a job may have the same name, and its own app, but not this. */
const OURS = "infra:";

/** What a check run keeps of a report, for those who come later. Nobody can write it but a workflow of the repository. */
export interface CheckContent {
  readonly record: PlanRecord;
  /** Whether a stack could not be planned, or the report does not account for all of its plan. */
  readonly isFailed: boolean;
  /** Number of dangers that nobody allowed, and that somebody has to confirm. */
  readonly toConfirm: number;
}

/** The external id of the check run of a plan. */
export const externalIdOf = (digest: string): string => OURS + digest;

/** The digest of the plan that a check run is of. */
export const digestIn = ({ externalId }: CheckRun): string => externalId.slice(OURS.length);

/** Our check run of a commit: the newest one that the app of our token made for a plan. Undefined when there is none. */
export const ourCheck = (runs: readonly CheckRun[]): CheckRun | undefined =>
  runs
    .filter(({ isOurs, externalId }) => isOurs && externalId.startsWith(OURS))
    .reduce<CheckRun | undefined>((newest, run) => (newest && newest.id > run.id ? newest : run), undefined);

const BEGIN = "```json\n";
const END = "\n```";
const WORDS = "What this plan is, for the deployment, which applies nothing else:";

/** How the header of a description frames a record; here, a block of code does. */
const FRAME = /^<!-- infra:plan:record (.*) -->$/s;

/** The text of a check run: two blocks of JSON. What there is no room for is left out of the record as in a description. */
export function textOf({ record, isFailed, toConfirm }: CheckContent): string {
  const gate = JSON.stringify({ isFailed, toConfirm });
  const room = LONGEST_CHECK_TEXT - WORDS.length - gate.length - 100;
  const json = FRAME.exec(toHeader(record, room))?.[1] ?? "";
  return `${WORDS}\n\n${BEGIN}${gate}${END}\n\n${BEGIN}${json}${END}\n`;
}

/** What a check run keeps; undefined when it is not as `textOf` writes it. */
export function readCheck({ output }: CheckRun): CheckContent | undefined {
  const [, gate = "", json = ""] = BLOCKS.exec(output.text) ?? [];
  const record = readHeader(`<!-- infra:plan:record ${json} -->`);
  const read = gateSchema.safeParse(parsed(gate));
  return record && read.success ? { record, ...read.data } : undefined;
}

/**
 * The record of the plan that was shown for a commit, from the one place where only a workflow can write; undefined when
 * none was shown to its end.
 */
export function readRecordFromCheck(runs: readonly CheckRun[]): PlanRecord | undefined {
  const check = ourCheck(runs);
  return check?.status === "completed" ? readCheck(check)?.record : undefined;
}

/** GitHub's editor never sees it, but an answer may end its lines in either way. */
const BLOCKS = /^[^`]*```json\r?\n([^\r\n]*)\r?\n```\r?\n\r?\n```json\r?\n([^\r\n]*)\r?\n```\s*$/;

const gateSchema = z.strictObject({ isFailed: z.boolean(), toConfirm: z.number().int().nonnegative() });

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
