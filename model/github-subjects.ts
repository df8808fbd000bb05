import type { GitHubRepository } from "./organisation";

/**
 * The subject (`sub`) of the tokens that GitHub gives to jobs which run in one of its environments. Such a subject names no
 * branch: which branches may use an environment is said in the environment, and by other conditions of a trust.
 *
 * Source: GitHub documentation, "OpenID Connect reference", "Filtering for a specific environment".
 */
export const environmentSubject = (github: GitHubRepository, environment: string): string =>
  `${repositorySubject(github)}:environment:${environment}`;

/** The subject of the tokens of jobs that run for a pull request, whoever opened it and whatever its code is. */
export const pullRequestSubject = (github: GitHubRepository): string => `${repositorySubject(github)}:pull_request`;

/**
 * A workflow file on a branch, as tokens name the one that a job is written in (`job_workflow_ref`): by names in both forms
 * of subject.
 */
export const workflowOnBranch = ({ owner, repository }: GitHubRepository, file: string, branch: string): string =>
  `${owner}/${repository}/.github/workflows/${file}@refs/heads/${branch}`;

/** Names can be given away and taken by somebody else; ids cannot, which is why newer subjects hold both. */
const repositorySubject = ({ owner, ownerId, repository, repositoryId, subjects }: GitHubRepository): string =>
  subjects === "immutable" ? `repo:${owner}@${ownerId}/${repository}@${repositoryId}` : `repo:${owner}/${repository}`;
