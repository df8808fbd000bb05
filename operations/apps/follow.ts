import { later, pause } from "../records/lease-time";
import type { FollowEvent, Followed, Place } from "./follow-outcome";
import {
  type ActionRun,
  type Execution,
  type ListedExecution,
  type Pipeline,
  PipelineTrouble,
  type Sleep,
} from "./ports";

export interface FollowOptions {
  /** Version of the package's object in S3, whose execution is followed. */
  readonly versionId: string;
  /** How long is waited until the execution begins, in minutes. */
  readonly startMinutes: number;
  /** How long is waited until it ends, in minutes, from its being found. */
  readonly limitMinutes: number;
  /** Whether a person's approval is waited for until the limit, or left to them at once. */
  readonly approval: "wait" | "leave";
  readonly signal: AbortSignal;
}

export interface FollowPorts {
  readonly pipeline: Pipeline;
  readonly now: () => Date;
  readonly sleep: Sleep;
  readonly progress: (event: FollowEvent) => void;
}

/** Seconds between two looks: an event of S3 takes some seconds to begin an execution, a deployment takes minutes. */
const LOOKING = 5;
const FOLLOWING = 10;

/**
 * How long before it is looked for an execution may have begun, in seconds, as clocks differ: none that took the package is older.
 * A pipeline keeps those of twelve months, and whoever read them all at each look would be refused before long.
 */
const OLDEST = 3600;

/** Longest wait between two looks while CodePipeline does not answer, in seconds. It doubles from one to the next. */
const LONGEST_WAIT = 60;

/**
 * Follows the very execution that a package began to its end: neither the newest one, nor another one that is under way.
 * While CodePipeline limits the rate of requests or has trouble, it is asked again until the limit.
 *
 * @throws the signal's reason.
 */
export async function follow(options: FollowOptions, ports: FollowPorts): Promise<Followed> {
  const { versionId, startMinutes, signal } = options;
  const { pipeline, progress } = ports;
  progress({ kind: "looking", versionId });
  const oldest = later(ports.now(), -OLDEST).toISOString();
  const found = await repeated(startMinutes, LOOKING, ports, signal, () => executionOf(pipeline, versionId, oldest));
  if (found.kind === "refused") return found;
  if (found.kind === "over") return { kind: "never-found", minutes: startMinutes, ...troubleOf(found) };
  progress({ kind: "found", execution: found.value });
  return followed(found.value, options, ports);
}

async function followed(execution: string, options: FollowOptions, ports: FollowPorts): Promise<Followed> {
  const { approval, limitMinutes, signal } = options;
  const { pipeline, progress } = ports;
  const told = tellChanges(execution, progress);
  let last: readonly ActionRun[] = [];
  const ended = await repeated(limitMinutes, FOLLOWING, ports, signal, async () => {
    // The status first: what is read of the actions afterwards is at least as new.
    const state = await pipeline.execution(execution);
    last = await pipeline.actions(execution);
    told(last);
    return endOf(execution, state, last) ?? (approval === "leave" ? leftOver(execution, last) : undefined);
  });
  if (ended.kind === "refused") return { ...ended, execution };
  if (ended.kind === "found") return ended.value;
  const left = ended.trouble === undefined ? leftOver(execution, last) : undefined;
  if (left) return left;
  const running = last.filter(({ status }) => status === "InProgress").at(-1);
  return {
    kind: "limit-reached",
    execution,
    minutes: limitMinutes,
    at: running && placeOf(running),
    ...troubleOf(ended),
  };
}

type Repeated<T> =
  | { readonly kind: "found"; readonly value: T }
  | { readonly kind: "over"; readonly trouble: string | undefined }
  | { readonly kind: "refused"; readonly why: string };

const troubleOf = ({ trouble }: { readonly trouble: string | undefined }) => (trouble === undefined ? {} : { trouble });

/** Looks again and again until there is something, the time is over, or AWS refuses. */
async function repeated<T>(
  minutes: number,
  every: number,
  { now, sleep, progress }: FollowPorts,
  signal: AbortSignal,
  look: () => Promise<T | undefined>,
): Promise<Repeated<T>> {
  const end = later(now(), minutes * 60);
  let trouble: string | undefined;
  for (let inARow = 0; ; ) {
    signal.throwIfAborted();
    try {
      const value = await look();
      if (value !== undefined) return { kind: "found", value };
      [trouble, inARow] = [undefined, 0];
    } catch (error) {
      if (!(error instanceof PipelineTrouble)) throw error;
      if (!error.passes) return { kind: "refused", why: error.message };
      if (error.message !== trouble) progress({ kind: "trouble", why: error.message });
      [trouble, inARow] = [error.message, inARow + 1];
    }
    const left = (end.getTime() - now().getTime()) / 1000;
    if (left <= 0) return { kind: "over", trouble };
    // The last look is at the very end.
    await pause(sleep, Math.min(left, LONGEST_WAIT, every * 2 ** Math.max(0, inARow - 1)), signal);
  }
}

/**
 * The execution that a version began. Whoever released the version once more began another one later; the first counts.
 * One that takes another back has the version of an earlier one, and is none of it.
 */
async function executionOf(pipeline: Pipeline, versionId: string, oldest: string): Promise<string | undefined> {
  let next: string | undefined;
  const seen = new Set<string>();
  do {
    const page = await pipeline.executions(next);
    const fitting = page.executions.filter((each) => !each.isRollback && each.revisions.includes(versionId));
    if (fitting.length > 0) return [...fitting].sort(byStart)[0]?.id;
    const last = page.executions.at(-1)?.started || oldest;
    next = last < oldest ? undefined : page.next;
    if (next !== undefined && seen.has(next))
      throw new PipelineTrouble("CodePipeline answered the same page of its executions twice", true);
    if (next !== undefined) seen.add(next);
  } while (next !== undefined);
  return undefined;
}

const byStart = (a: ListedExecution, b: ListedExecution): number =>
  a.started === b.started ? (a.id < b.id ? -1 : 1) : a.started < b.started ? -1 : 1;

/** Undefined while it goes on. */
function endOf(execution: string, { status, summary }: Execution, actions: readonly ActionRun[]): Followed | undefined {
  const said = summary === undefined ? {} : { summary };
  switch (status) {
    case "Succeeded":
      return { kind: "succeeded", execution };
    case "Failed":
      return failure(execution, actions, said);
    case "Stopped":
      return { kind: "stopped", execution, ...said };
    case "Superseded":
      return { kind: "superseded", execution };
    case "Cancelled":
      return { kind: "cancelled", execution };
    default:
      return undefined;
  }
}

function failure(execution: string, actions: readonly ActionRun[], said: { readonly summary?: string }): Followed {
  const failed = latest(actions).filter(({ status }) => status === "Failed");
  const answered = failed.find(
    ({ isApproval, by, message = "" }) => isApproval && (by !== undefined || !TIMED_OUT.test(message)),
  );
  if (answered) {
    const { by, message } = answered;
    return {
      kind: "rejected",
      execution,
      ...placeOf(answered),
      ...(by !== undefined && { by }),
      ...(message !== undefined && { summary: message }),
    };
  }
  const failures = failed.map(({ message, link, ...run }) => ({
    ...placeOf(run),
    ...(message !== undefined && { message }),
    ...(link !== undefined && { link }),
  }));
  return { kind: "failed", execution, failures, ...said };
}

/** An approval that nobody answers, so that nobody is named, fails after seven days. Source: CodePipeline quotas, "timeout for an approval action". */
const TIMED_OUT = /\btim(?:ed?|ing)[ -]?out\b|\bexpired\b/i;

/** A stage may be tried again: of each action the last run counts. */
const latest = (actions: readonly ActionRun[]): readonly ActionRun[] => [
  ...new Map(actions.map((run) => [nameOf(run), run])).values(),
];

const waiting = (actions: readonly ActionRun[]): ActionRun | undefined =>
  latest(actions).find(({ isApproval, status }) => isApproval && status === "InProgress");

function leftOver(execution: string, actions: readonly ActionRun[]): Followed | undefined {
  const run = waiting(actions);
  return run && { kind: "awaiting-approval", execution, ...placeOf(run) };
}

/** Tells each change of an action once. */
function tellChanges(execution: string, progress: (event: FollowEvent) => void) {
  const told = new Map<string, string>();
  return (actions: readonly ActionRun[]): void => {
    for (const run of latest(actions)) {
      const { status, isApproval } = run;
      if (status === undefined || told.get(nameOf(run)) === status) continue;
      told.set(nameOf(run), status);
      if (isApproval && status === "InProgress") progress({ kind: "awaiting-approval", execution, ...placeOf(run) });
      else progress({ kind: "action", status, ...placeOf(run) });
    }
  };
}

const placeOf = ({ stage, action }: Place): Place => ({ stage, action });

const nameOf = ({ stage, action }: Place): string => JSON.stringify([stage, action]);
