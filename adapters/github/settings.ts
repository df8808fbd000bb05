/** A repository on GitHub, and how it is talked to. */
export interface GitHubRepository {
  /** `owner/name`. */
  readonly repository: string;
  /** May read and write what is asked for; see `permissions` of the workflows. */
  readonly token: string;
  /** Address of the REST API; GitHub Enterprise Server has its own. */
  readonly apiUrl: string;
  /**
   * The short name of the app that the token belongs to. It is the author of what the token writes.
   * @default "github-actions", to which the token of a workflow belongs
   */
  readonly app?: string;
  /**
   * How long each answer may take.
   * @default 30
   */
  readonly timeoutSeconds?: number;
  /**
   * How long may be waited, all in all, because GitHub limits the rate of requests.
   * @default 60
   */
  readonly patienceSeconds?: number;
  /**
   * Milliseconds in a second of waiting. GitHub wants pauses between writes; a server on this machine does not.
   * @default 1000, or 0 for a server on this machine
   */
  readonly pace?: number;
}

/** A repository, checked, every default filled in. */
export interface Target {
  readonly owner: string;
  readonly repo: string;
  readonly repository: string;
  readonly token: string;
  readonly baseUrl: string;
  readonly app: string;
  readonly timeoutSeconds: number;
  readonly patienceSeconds: number;
  readonly pace: number;
}

/** What names of owners and repositories are made of. */
const REPOSITORY = /^([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)\/((?!\.{1,2}$)[\w.-]+)$/;

const isOnThisMachine = (url: string): boolean =>
  /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname);

/** @throws RangeError when the repository, the token, the address or the app will not do. */
export function targetOf(settings: GitHubRepository): Target {
  const { repository, token, apiUrl } = settings;
  const [, owner, repo] = REPOSITORY.exec(repository) ?? [];
  if (!owner || !repo) throw new RangeError(`the repository is "${repository}"; use owner/name`);
  // The token itself is never shown.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new RangeError("the token holds blanks, line breaks or other signs that no token has");
  if (!URL.canParse(apiUrl) || !/^https?:$/.test(new URL(apiUrl).protocol)) {
    throw new RangeError(`the address of GitHub's API is "${apiUrl}"; use one such as https://api.github.com`);
  }
  if (settings.app !== undefined && !/^[A-Za-z0-9-]+$/.test(settings.app)) {
    throw new RangeError(`the app is "${settings.app}"; use its short name, as in github.com/apps/NAME`);
  }
  const { app = "github-actions", timeoutSeconds = 30, patienceSeconds = 60 } = settings;
  const pace = settings.pace ?? (isOnThisMachine(apiUrl) ? 0 : 1000);
  const baseUrl = apiUrl.replace(/\/+$/, "");
  return { owner, repo, repository, token, baseUrl, app, timeoutSeconds, patienceSeconds, pace };
}
