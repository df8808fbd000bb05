import type { Octokit } from "@octokit/rest";
import type { z } from "zod";
import type { Attempt } from "../../operations/report/pull-request/ports";
import { type Asked, explained, GitHubError, isRateLimit, type RequestFailure, waitAskedFor } from "./errors";
import { connected, ONCE } from "./octokit";
import { patienceOf } from "./patience";
import type { Target } from "./settings";

/** Pages that are read of one list, each of 100. */
const MOST_PAGES = 100;

/** Seconds between a write that may not have come through and the next look at what is there. */
const BREATH = 1;

/** A request, as GitHub's documentation writes it, and its parameters without the repository's. */
export interface Request extends Asked {
  readonly route: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** Requests about one repository. Every method throws a GitHubError that says what is wrong. */
export interface Client {
  /** A request that may be repeated as it is. */
  ask<T>(request: Request, answer: z.ZodType<T>): Promise<T>;
  /** The same, when nothing of the answer is needed; done, too, when GitHub refuses with one of these statuses. */
  tell(request: Request, alsoDone: readonly number[]): Promise<void>;
  /** All items of a list that comes in pages. */
  list<T>(request: Request, page: z.ZodType<readonly T[]>): Promise<readonly T[]>;
  /** A request that must not be repeated before somebody has read what is there. */
  attempt<T>(request: Request, answer: z.ZodType<T>): Promise<Attempt<T>>;
  /** Waits so many seconds; returns at once, with false, when there is no patience left for them. */
  wait(seconds: number): Promise<boolean>;
}

export function clientOf(target: Target): Client {
  const patience = patienceOf(target.patienceSeconds, target.pace);
  const repository = { owner: target.owner, repo: target.repo };
  let octokit: Promise<Octokit> | undefined;

  const send = async ({ route, parameters }: Request, settings: object) => {
    octokit ??= connected(target, patience);
    const named = route.includes("{owner}") ? repository : {};
    return (await octokit).request(route, { ...named, ...parameters, request: settings });
  };
  const sendOrExplain = async (request: Request) => {
    try {
      return await send(request, {});
    } catch (failure) {
      throw explained(request, failure as RequestFailure, target);
    }
  };
  const understood = <T>(request: Request, data: unknown, answer: z.ZodType<T>): T => {
    const read = answer.safeParse(data);
    if (read.success) return read.data;
    throw unusable(request, "the answer is not what GitHub answers to this");
  };
  const unusable = ({ what }: Request, why: string): GitHubError =>
    new GitHubError(`could not ${what} of ${target.repository}: ${why}`, undefined);

  return {
    wait: (seconds) => patience.wait(seconds),

    async ask(request, answer) {
      const { data } = await sendOrExplain(request);
      return understood(request, data, answer);
    },

    async tell(request, alsoDone) {
      try {
        await send(request, {});
      } catch (thrown) {
        const failure = thrown as RequestFailure;
        if (failure.response && alsoDone.includes(failure.status ?? 0)) return;
        throw explained(request, failure, target);
      }
    },

    async list<T>(request: Request, items: z.ZodType<readonly T[]>) {
      const all: T[] = [];
      for (let page = 1; page <= MOST_PAGES; page++) {
        const parameters = { ...request.parameters, per_page: 100, page };
        const { data, headers } = await sendOrExplain({ ...request, parameters });
        all.push(...understood(request, data, items));
        if (!/\brel="next"/.test(headers.link ?? "")) return all;
      }
      throw unusable(request, `there are more than ${MOST_PAGES} pages of them`);
    },

    async attempt(request, answer) {
      try {
        const { data } = await send(request, ONCE);
        const read = answer.safeParse(data);
        if (read.success) return { done: read.data };
        const { message } = unusable(request, "the answer is not what GitHub answers to this");
        return { unsure: message };
      } catch (thrown) {
        const failure = thrown as RequestFailure;
        const error = explained(request, failure, target);
        const isLimit = isRateLimit(failure);
        const mayHaveComeThrough = failure.response === undefined || (failure.status ?? 0) >= 500;
        if (!isLimit && !mayHaveComeThrough) throw error;
        if (!(await patience.wait(isLimit ? waitAskedFor(failure, Date.now()) : BREATH))) throw error;
        return { unsure: error.message };
      }
    },
  };
}
