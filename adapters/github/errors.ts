import { sliceOf } from "../../operations/report/wording/code-points";
import { visible } from "../../operations/report/wording/visible";
import type { Target } from "./settings";

/** GitHub could not be asked, or gave no usable answer. Says what was asked, what came back, and what to do about it. */
export class GitHubError extends Error {
  override readonly name = "GitHubError";

  constructor(
    message: string,
    /** The status of the answer; undefined when there was none, or none that could be used. */
    readonly status: number | undefined,
    /** Whether it was refused for the number of requests alone. */
    readonly isRateLimit = false,
  ) {
    super(message);
  }
}

/** What is asked of GitHub, in words: `read pull request 7`. And the permission that a workflow's token needs for it. */
export interface Asked {
  readonly what: string;
  readonly permission: string;
}

/** An error as Octokit throws it, as far as it is looked at. */
export interface RequestFailure {
  readonly status?: number;
  readonly message: string;
  readonly cause?: unknown;
  readonly response?: {
    readonly headers?: Readonly<Record<string, string | number | undefined>>;
    readonly data?: unknown;
  };
}

/** Longest part of an answer that a message repeats: a proxy may answer with a page. */
const LONGEST_ANSWER = 200;

/** An error for people, of what Octokit threw. The answer is repeated on one line, and the token never. */
export function explained({ what, permission }: Asked, failure: RequestFailure, target: Target): GitHubError {
  const status = failure.response && failure.status;
  const said = inert(status === undefined ? reasonOf(failure, target) : messageIn(failure), target);
  const answer = status === undefined ? said : `GitHub answered ${status}: ${said}`;
  const advice = adviceFor(status, permission, failure);
  return new GitHubError(
    `could not ${what} of ${target.repository}: ${answer.replace(/\.$/, "")}${advice === "" ? "" : `. ${advice}`}`,
    status,
    isRateLimit(failure),
  );
}

function messageIn({ response, message }: RequestFailure): string {
  const data = response?.data as { readonly message?: unknown; readonly errors?: unknown } | undefined;
  if (typeof data?.message !== "string") return message.split("\n")[0] ?? "";
  const details = Array.isArray(data.errors) ? data.errors.map(detailOf).filter((detail) => detail !== "") : [];
  return details.length > 0 ? `${data.message} (${details.join("; ")})` : data.message;
}

/** One of the errors of an answer 422: a text, or which field of what is wrong. */
function detailOf(error: unknown): string {
  if (typeof error === "string") return error;
  const { field, code, message } = (error ?? {}) as Readonly<Record<string, unknown>>;
  return [field, typeof message === "string" ? message : code].filter((part) => typeof part === "string").join(" ");
}

/** Why there was no answer. */
function reasonOf({ cause, message }: RequestFailure, { timeoutSeconds }: Target): string {
  return (cause as Error | undefined)?.name === "TimeoutError"
    ? `there was no answer within ${timeoutSeconds} seconds`
    : (message.split("\n")[0] ?? "");
}

const inert = (text: string, { token }: Target): string => visible(cut(text.replaceAll(token, "***")));

const cut = (text: string): string => (text.length <= LONGEST_ANSWER ? text : `${sliceOf(text, 0, LONGEST_ANSWER)}…`);

function adviceFor(status: number | undefined, permission: string, failure: RequestFailure): string {
  if (status === undefined) return "Run this again; if it stays so, look at https://www.githubstatus.com.";
  if (isRateLimit(failure))
    return "GitHub limits the rate of requests, for longer than is waited here. Run this again later.";
  if (status === 401)
    return "The token is not valid, or not any more. In a workflow, pass it the job's own: github.token.";
  if (status === 403) return `The token may not do this: give the job the permission \`${permission}\`.`;
  if (status === 404)
    return `There is none, or the token may not see it: the job needs the permission \`${permission}\`.`;
  if (status === 409) return "Somebody else changed it at the same time. Run this again.";
  if (status === 410) return "It was deleted, or is switched off in this repository.";
  if (status >= 500) return "GitHub has trouble. Run this again; if it stays so, look at https://www.githubstatus.com.";
  return "";
}

/** Whether GitHub refused for the number of requests. Source: docs.github.com, "Rate limits for the REST API". */
export const isRateLimit = ({ status, message, response }: RequestFailure): boolean =>
  (status === 403 || status === 429) &&
  (status === 429 ||
    /\bsecondary rate\b/i.test(message) ||
    String(response?.headers?.["x-ratelimit-remaining"]) === "0");

/** Seconds that GitHub asks to wait. Without a word of it, a minute. Source: as above, "Exceeding the rate limit". */
export function waitAskedFor({ response }: RequestFailure, now: number): number {
  const {
    "retry-after": after,
    "x-ratelimit-remaining": remaining,
    "x-ratelimit-reset": reset,
  } = response?.headers ?? {};
  if (after !== undefined && Number.isFinite(Number(after))) return Math.max(0, Number(after));
  if (String(remaining) === "0" && Number(reset) > 0) return Math.max(0, Math.ceil(Number(reset) - now / 1000) + 1);
  return 60;
}
