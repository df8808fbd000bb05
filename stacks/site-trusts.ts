import { githubProviderArn } from "../constructs/iam/github-provider";
import type { GitHubTrust } from "../constructs/iam/github-role";
import type { SiteJob, SitePlace } from "../model/sites";

/**
 * Which jobs take the role of a place: one statement for all, since IAM takes 2,048 characters of trust; where subjects do not
 * hold the number of their repository, one for each repository. In a statement, each of the place's environments goes with each
 * of its workflows; those workflows name their environments themselves, and all of them stand on a protected branch of this
 * repository.
 */
export function trustsOf({ accountId, jobs }: Pick<SitePlace, "accountId" | "jobs">): readonly GitHubTrust[] {
  const ids = [...new Set(jobs.map(({ repositoryId }) => repositoryId))].sort((a, b) => a - b);
  const trust = (own: readonly SiteJob[], repositoryId: GitHubTrust["repositoryId"]): GitHubTrust => ({
    providerArn: githubProviderArn(accountId),
    repositoryId,
    subject: sorted(own, ({ subject }) => subject),
    workflow: sorted(own, ({ workflow }) => workflow),
  });
  if (jobs.every(({ subject, repositoryId }) => subject.includes(`@${repositoryId}:`))) return [trust(jobs, ids)];
  return ids.map((id) => {
    const own = jobs.filter(({ repositoryId }) => repositoryId === id);
    return { sid: `JobsOf${id}TakeRole`, ...trust(own, id) };
  });
}

const sorted = (jobs: readonly SiteJob[], pick: (job: SiteJob) => string): readonly string[] =>
  [...new Set(jobs.map(pick))].sort();
