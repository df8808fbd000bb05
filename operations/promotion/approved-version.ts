import type { Attempt, PromotionRecord } from "./record";

/** The version that a stage has, from which another one takes it, and since when it has it. */
export interface HeldVersion {
  readonly stage: string;
  /** The host of the site. */
  readonly site: string;
  readonly commit: string;
  /** When it got it, as RFC 3339 writes it, by the clock of the machine that gave it. */
  readonly since: string;
}

/** One attempt of a run of GitHub Actions, each of which is approved anew. */
export interface RunAttempt {
  readonly attempt: number;
  /** When it was started, as RFC 3339 writes it, by GitHub's clock and to the second. */
  readonly startedAt: string;
}

/** Runs of GitHub Actions, as far as it matters when they were started. */
export interface RunStarts {
  /** The attempt of a run that was started last. */
  runAttempt(run: number): Promise<RunAttempt>;
}

/**
 * The version that a site has, and since when: that it got other settings since, or was put right, is no other version.
 *
 * @returns Undefined when nothing ever succeeded.
 */
export function heldVersion(record: PromotionRecord): HeldVersion | undefined {
  const { good } = record;
  const [newest] = good;
  const other = good.findIndex(
    ({ version }) => version.digest !== newest?.version.digest || version.commit !== newest.version.commit,
  );
  return heldSince(record, other < 0 ? good.at(-1) : good[other - 1]);
}

/** The version that a site has, since it got that or other settings: what it is rolled back to has settings, too. */
export const lastSuccess = (record: PromotionRecord): HeldVersion | undefined => heldSince(record, record.good[0]);

const heldSince = ({ stage, site }: PromotionRecord, attempt: Attempt | undefined): HeldVersion | undefined =>
  attempt && { stage, site, commit: attempt.version.commit, since: attempt.finishedAt ?? attempt.startedAt };

/**
 * Why a version is not the one that the reviewers of a run approved; undefined when it is. They looked at what the source had
 * when the attempt was started, or later, and the version is found after they agreed: what the source got in between, maybe
 * nobody looked at.
 *
 * Two clocks are compared. A version of the very second in which the attempt was started counts as a later one. It is taken for
 * granted that the clock of the machine that promoted to the source is not behind GitHub's by more than what lies between the
 * start of the run and that promotion; GitHub's own machines are set right all the time. One that is ahead makes a refusal.
 *
 * @param attempt The number of this attempt.
 * @param latest What GitHub says of the attempt that was started last.
 */
export function notApproved(held: HeldVersion, attempt: number, latest: RunAttempt): string | undefined {
  const again = "Start a new run of the workflow, and have that approved.";
  if (latest.attempt !== attempt)
    return `This is attempt ${attempt} of the run, and attempt ${latest.attempt} was started since. ${again}`;
  // What is no time is later than anything.
  if (Date.parse(held.since) < Date.parse(latest.startedAt)) return undefined;
  return `${held.site} (${held.stage}) got the commit ${held.commit.slice(0, 7)} at ${held.since}, and this run was started at ${latest.startedAt}: nobody approved that. ${again}`;
}
