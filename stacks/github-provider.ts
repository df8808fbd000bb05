import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import type { BaseStack } from "./base-stack";

/**
 * Makes the provider of a stack of GitHub, for the organisation of that name. Whoever applies gives a token by the environment
 * (GITHUB_TOKEN); it stands nowhere here.
 */
export const githubProvider =
  (owner: string) =>
  (stack: BaseStack): GithubProvider =>
    // By another id than `github`: that is the one of the state that stacks of repositories read.
    new GithubProvider(stack, "github-provider", { owner });
