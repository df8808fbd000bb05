import type { Octokit } from "@octokit/rest";
import type { Patience } from "./patience";
import type { Target } from "./settings";

/** So often is a request repeated after an answer 5xx, or none: after 1 second, and after 4 more. */
const RETRIES = 2;

/** Settings of a request that must not be repeated before somebody has read what is there. */
export const ONCE = { retries: 0, once: true };

/**
 * Octokit with what makes it wait and repeat. It is loaded here and no sooner: most commands ask nothing of GitHub.
 *
 * Writes are a second apart, and those that notify people three: GitHub asks for it ("Best practices for using the REST
 * API"). Limits of rates are waited for as long as there is patience left.
 */
export async function connected(target: Target, patience: Patience): Promise<Octokit> {
  const [{ Octokit }, { retry }, { throttling }] = await Promise.all([
    import("@octokit/rest"),
    import("@octokit/plugin-retry"),
    import("@octokit/plugin-throttling"),
  ]);
  const { token, baseUrl, timeoutSeconds, pace } = target;
  const isWaitedFor = (seconds: number, options: object, _octokit: unknown, retries: number): boolean => {
    const { request } = options as { readonly request?: { readonly once?: boolean } };
    return request?.once !== true && retries < RETRIES && patience.take(seconds);
  };
  const octokit = new (Octokit.plugin(retry, throttling))({
    auth: token,
    baseUrl,
    userAgent: "infra",
    log: silent,
    request: {
      // No `retries` here: it would repeat what must not be repeated, too. Each try has a time of its own.
      fetch: (url: string, options: RequestInit) =>
        fetch(url, { ...options, signal: AbortSignal.timeout(timeoutSeconds * 1000) }),
    },
    // A limit of rates, 429, is for the other plugin to wait for.
    retry: { retries: RETRIES, retryAfterBaseValue: pace, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
    throttle: {
      onRateLimit: isWaitedFor,
      onSecondaryRateLimit: isWaitedFor,
      retryAfterBaseValue: pace,
      ...(pace === 0 && UNPACED),
    },
  });
  octokit.hook.before("request", ({ headers }) => {
    headers["x-github-api-version"] = "2022-11-28";
  });
  return octokit;
}

/** What goes wrong is thrown, and said once. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Limiters that let everything through at once, in the form of a `Bottleneck.Group`, of which no more is used. */
const immediately = {
  key: () => ({
    schedule: (_options: unknown, job: (...args: unknown[]) => unknown, ...args: unknown[]) => job(...args),
  }),
};
const UNPACED = { write: immediately, notifications: immediately } as object;
