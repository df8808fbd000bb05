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
}

/** Pull requests' bodies through GitHub's REST API. Source: GitHub REST API, "Get a pull request", "Update a pull request". */
export function pullRequestBodies({ repository, token, apiUrl }: GitHubRepository): PullRequestBodies {
  const [owner = "", repo = ""] = repository.split("/");
  const { pulls } = new Octokit({ auth: token, baseUrl: apiUrl, userAgent: "infra", log: silent });
  return {
    async read(number) {
      const { data } = await pulls.get({ owner, repo, pull_number: number });
      return data.body ?? "";
    },
    async write(number, body) {
      await pulls.update({ owner, repo, pull_number: number, body });
    },
  };
}

/** What goes wrong is thrown, and said once. */
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
