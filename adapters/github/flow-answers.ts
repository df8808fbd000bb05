import { z } from "zod";
import type { BranchPullRequest, ChangedFile, Commit } from "../../operations/flow/ports";
import { commit } from "./answers";

/** What GitHub answers about branches and the pull requests between them, as far as it is looked at. */

/**
 * Source: "List pull requests".
 *
 * @param repository Only those whose branch is in this one: `owner/name`. A fork may have branches of the same names.
 */
export const branchPullRequests = (repository: string) =>
  z
    .array(
      z.object({
        number: z.number(),
        title: z.string(),
        state: z.enum(["open", "closed"]),
        merged_at: z.string().nullable(),
        merge_commit_sha: z.string().nullable(),
        head: z.object({ ref: z.string(), sha: commit, repo: z.object({ full_name: z.string() }).nullable() }),
      }),
    )
    .transform((pulls) =>
      pulls
        .filter(({ head }) => head.repo?.full_name.toLowerCase() === repository.toLowerCase())
        .map(
          ({ number, title, state, merged_at, merge_commit_sha, head }): BranchPullRequest => ({
            number,
            title,
            state: merged_at === null ? state : "merged",
            branch: head.ref,
            head: head.sha,
            made: merged_at === null ? undefined : (merge_commit_sha ?? undefined),
          }),
        ),
    );

/** The most files that GitHub tells of. Source: "Compare two commits". */
const MOST_FILES = 300;

const comparedCommit = z
  .object({
    sha: commit,
    commit: z.object({ message: z.string() }),
    parents: z.array(z.object({ sha: commit })),
  })
  .transform(
    ({ sha, commit: { message }, parents }): Commit => ({
      sha,
      title: message.split("\n", 1)[0] ?? "",
      parents: parents.map((parent) => parent.sha),
    }),
  );

const changedFile = z
  .object({ filename: z.string(), status: z.string(), previous_filename: z.string().optional() })
  .transform(
    ({ filename: path, status, previous_filename: from }): ChangedFile => ({
      path,
      status,
      ...(from !== undefined && { from }),
    }),
  );

/** A page of a comparison, as the one item of a list. Source: "Compare two commits". */
export const comparisonPage = z
  .object({ commits: z.array(comparedCommit), files: z.array(changedFile).optional() })
  .transform(({ commits, files = [] }) => [{ commits, files, isCut: files.length >= MOST_FILES }]);

/** Source: "Get a pull request", on `mergeable`. */
export const mergeability = z
  .object({ mergeable: z.boolean().nullable() })
  .transform(({ mergeable }) => mergeable ?? undefined);

/** Source: "Create a pull request". */
export const openedPullRequest = z.object({ number: z.number() }).transform(({ number }) => number);
