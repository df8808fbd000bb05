import { Octokit } from "@octokit/rest";

/** Bodies of pull requests, read and written. */
export interface PullRequestBodies {
  /** The text as its author last left it; empty when there is none. */
  read(number: number): Promise<string>;
  write(number: number, body: string): Promise<void>;
}

export interface GitHubRepository {
  /** `owner/name`. */
  readonly repository: string;
  /** May read and write pull requests. */
  readonly token: string;
  /** Address of the REST API; GitHub Enterprise Server has its own. */
  readonly apiUrl: string;
  /**
   * How long an answer may take.
   * @default 30
   */
  readonly timeoutSeconds?: number;
}

/** GitHub could not be asked, or gave no usable answer. Says which request, of what, and what came back. */
export class GitHubError extends Error {
  override readonly name = "GitHubError";
}

/** What names of owners and repositories are made of. */
const REPOSITORY = /^([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)\/((?!\.{1,2}$)[\w.-]+)$/;

/**
 * Pull requests' bodies through GitHub's REST API. Source: GitHub REST API, "Get a pull request", "Update a pull request".
 *
 * @throws RangeError when the repository, the token or the address will not do; nothing was asked then.
 */
export function pullRequestBodies({
  repository,
  token,
  apiUrl,
  timeoutSeconds = 30,
}: GitHubRepository): PullRequestBodies {
  const [, owner, repo] = REPOSITORY.exec(repository) ?? [];
  if (!owner || !repo) throw new RangeError(`the repository is "${repository}"; use owner/name`);
  // The token itself is never shown.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new RangeError("the token holds blanks, line breaks or other signs that no token has");
  if (!URL.canParse(apiUrl) || !/^https?:$/.test(new URL(apiUrl).protocol)) {
    throw new RangeError(`the address of GitHub's API is "${apiUrl}"; use one such as https://api.github.com`);
  }
  const { pulls } = new Octokit({ auth: token, baseUrl: apiUrl.replace(/\/+$/, ""), userAgent: "infra", log: silent });
  const what = (number: number) => `pull request ${number} of ${repository}`;
  const request = () => ({ signal: AbortSignal.timeout(timeoutSeconds * 1000) });
  return {
    async read(number) {
      const { data } = await asked(
        `read ${what(number)}`,
        pulls.get({ owner, repo, pull_number: number, request: request() }),
      );
      const body: unknown = data?.body;
      // Whatever else comes back is no pull request, and writing would destroy what its author wrote.
      if (typeof body === "string") return body;
      if (body === null && data.number === number) return "";
      throw new GitHubError(`could not read ${what(number)}: the answer is no pull request`);
    },
    async write(number, body) {
      await asked(
        `write ${what(number)}`,
        pulls.update({ owner, repo, pull_number: number, body, request: request() }),
      );
    },
  };
}

/** Longest part of an answer that a message repeats: a proxy may answer with a page. */
const LONGEST_ANSWER = 200;

async function asked<T>(what: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const { status, message } = error as { readonly status?: number; readonly message: string };
    const words = message.split("\n")[0]?.slice(0, LONGEST_ANSWER);
    throw new GitHubError(`could not ${what}: ${status === undefined ? "" : `GitHub answered ${status}: `}${words}`, {
      cause: error,
    });
  }
}

/** What goes wrong is thrown, and said once. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
