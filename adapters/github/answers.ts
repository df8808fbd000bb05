import { z } from "zod";
import type { MergedPullRequest } from "../../operations/deploy/ports";
import type {
  CheckRun,
  Comment,
  LabelEvent,
  Person,
  PullRequest,
  Review,
} from "../../operations/report/pull-request/ports";

/** What GitHub answers, as far as it is looked at. Whatever else comes back is no answer. */

/** An account; none when it is gone. */
export const user = z
  .object({ login: z.string().min(1), type: z.string() })
  .nullish()
  .transform((account): Person | undefined =>
    account ? { login: account.login, isBot: account.type === "Bot" || account.login.endsWith("[bot]") } : undefined,
  );

/** A commit, in full. */
export const commit = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

/** Source: GitHub REST API, "Get a pull request". */
export const pullRequest = z
  .object({
    number: z.number(),
    // Not optional: to take a missing one for an empty one would destroy what the author wrote.
    body: z.string().nullable(),
    state: z.enum(["open", "closed"]),
    merged: z.boolean(),
    head: z.object({ sha: commit }),
    base: z.object({ ref: z.string(), sha: commit }),
    user,
    labels: z.array(z.object({ name: z.string() })),
  })
  .transform(
    ({ number, body, state, merged, head, base, user: author, labels }): PullRequest => ({
      number,
      body: body ?? "",
      state: merged ? "merged" : state,
      head: head.sha,
      base: { branch: base.ref, commit: base.sha },
      author,
      labels: labels.map(({ name }) => name),
    }),
  );

/**
 * Of a list of pull requests, those whose merge made a commit. Source: "Get a pull request", on what `merge_commit_sha` is
 * after a merge, a squash and a rebase; before it, it is that of a merge for a try.
 */
export const mergedPullRequests = (made: string) =>
  z
    .array(
      z.object({
        number: z.number(),
        merged_at: z.string().nullable(),
        merge_commit_sha: z.string().nullable(),
        head: z.object({ sha: commit }),
        base: z.object({ ref: z.string() }),
      }),
    )
    .transform((pulls) =>
      pulls
        .filter(({ merged_at, merge_commit_sha }) => merged_at !== null && merge_commit_sha === made)
        .map(({ number, head, base }): MergedPullRequest => ({ number, head: head.sha, base: base.ref })),
    );

/** Source: "Get a reference". */
export const branchReference = (branch: string) =>
  z
    .object({ ref: z.literal(`refs/heads/${branch}`), object: z.object({ type: z.literal("commit"), sha: commit }) })
    .transform(({ object }) => object.sha);

/** Source: "List issue comments"; pull requests are issues here. */
export const comment = z
  .object({ id: z.number(), body: z.string().optional(), user, html_url: z.string() })
  .transform(({ id, body = "", user: author, html_url: url }): Comment => ({ id, body, author, url }));

const isoTime = z.iso.datetime({ offset: true });

/** Source: "List issue events". Of all that happens, only labels are looked at. */
export const labelEvents = z
  .array(
    z.object({
      event: z.string(),
      actor: user,
      created_at: isoTime,
      label: z.object({ name: z.string().nullish() }).nullish(),
    }),
  )
  .transform((events) =>
    events.flatMap(({ event, actor, created_at: at, label }): readonly LabelEvent[] =>
      (event === "labeled" || event === "unlabeled") && typeof label?.name === "string"
        ? [{ kind: event, label: label.name, actor, at }]
        : [],
    ),
  );

/** Who belongs to a repository or its organisation. Source: GitHub GraphQL API, "CommentAuthorAssociation". */
const MEMBERS: ReadonlySet<string> = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/** Source: "List reviews for a pull request". */
export const review = z
  .object({
    state: z.string(),
    commit_id: commit.nullish(),
    user,
    author_association: z.string(),
    submitted_at: isoTime.nullish(),
  })
  .transform(
    ({ state, commit_id, user: author, author_association, submitted_at }): Review => ({
      state,
      commit: commit_id ?? undefined,
      author,
      isMember: MEMBERS.has(author_association),
      at: submitted_at ?? undefined,
    }),
  );

/**
 * Source: "Get a check run".
 *
 * @param app The app that our token belongs to.
 */
export const checkRun = (app: string) =>
  z
    .object({
      id: z.number(),
      external_id: z.string().nullish(),
      status: z.string(),
      conclusion: z.string().nullish(),
      completed_at: isoTime.nullish(),
      html_url: z.string().nullish(),
      output: z.object({
        title: z.string().nullish(),
        summary: z.string().nullish(),
        text: z.string().nullish(),
      }),
      app: z.object({ slug: z.string().optional() }).nullish(),
    })
    .transform(
      (run): CheckRun => ({
        id: run.id,
        isOurs: run.app?.slug === app,
        externalId: run.external_id ?? "",
        status: run.status,
        conclusion: run.conclusion ?? undefined,
        completedAt: run.completed_at ?? undefined,
        output: {
          title: run.output.title ?? "",
          summary: run.output.summary ?? "",
          text: run.output.text ?? "",
        },
        url: run.html_url ?? "",
      }),
    );

/** Source: "List check runs for a Git reference". */
export const checkRuns = (app: string) =>
  z.object({ check_runs: z.array(checkRun(app)) }).transform(({ check_runs: runs }) => runs);

/** Source: "Get the authenticated user". */
export const account = z.object({ login: z.string().min(1) });

/** Anything: the answer is not needed. */
export const anything = z.unknown();
