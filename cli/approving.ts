import { promotionGitHub } from "../adapters/github/approvals";
import type { VersionSource } from "../model/delivery";
import { type Approval, approvalByName, approvalOfRun, type RunReview } from "../operations/promotion/approval";
import { type HeldVersion, notApproved } from "../operations/promotion/approved-version";
import type { PromotedBy } from "../operations/sites/promote-site";
import { actorOf } from "./actor";
import { InputError } from "./failures";
import { gitHubSettings } from "./github-settings";
import { tell } from "./output";
import { runFacts } from "./run-facts";

/** How long GitHub is asked for what is not needed, in seconds. */
const SHORT_PATIENCE = 10;

const PURPOSE = "see who approved this run";

/**
 * Who promotes, and who approved it.
 *
 * @param source Where the version comes from: its approvers are asked for.
 * @param held The version that the approvers looked at, and since when it is there; undefined when the run itself names it.
 * @throws InputError when somebody has to approve it and nobody did, or may have approved another version.
 */
export async function promotedBy(
  { approvers, environment }: VersionSource,
  { by, approvedBy }: { readonly by?: string; readonly approvedBy?: string },
  held: HeldVersion | undefined,
): Promise<PromotedBy> {
  const actor = await actorOf(by, process.env);
  const { run } = runFacts(process.env);
  // Nobody's word may do where GitHub knows better.
  if (process.env.GITHUB_ACTIONS === "true" && !(run && process.env.GITHUB_ACTOR))
    throw new InputError(
      "GitHub Actions does not say which run this is, and who started it: GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID and GITHUB_ACTOR have to be as it sets them",
    );
  if (run && approvedBy !== undefined)
    throw new InputError(
      `--approved-by is for runs outside of GitHub Actions: here the reviewers of ${environment} approve`,
    );
  const approval = run
    ? await approvedOnGitHub({ approvers, environment }, run, held)
    : approvalByName({ approvers, actors: [actor] }, approvedBy);
  if (approval.kind === "refused") throw new InputError(approval.reason);
  const { approver } = approval;
  return { actor, ...(approver !== undefined && { approver }), ...(run && { run: run.url }) };
}

/** On GitHub nobody's word counts but that of the reviewers of the environment, and only for what was there by then. */
async function approvedOnGitHub(
  { approvers, environment }: Pick<VersionSource, "approvers" | "environment">,
  { id, attempt }: { readonly id: number; readonly attempt: number },
  held: HeldVersion | undefined,
): Promise<Approval> {
  const actors = [process.env.GITHUB_ACTOR, process.env.GITHUB_TRIGGERING_ACTOR].flatMap((name) => name || []);
  const [, repository = ""] = (process.env.GITHUB_REPOSITORY ?? "").split("/");
  const needed = { approvers, environment, repository, actors };
  if (approvers.length === 0) return approvalOfRun(needed, await volunteers(id));
  const gitHub = promotionGitHub(gitHubSettings(process.env, PURPOSE));
  const approval = approvalOfRun(needed, await gitHub.runReviews(id));
  if (approval.kind === "refused" || !held) return approval;
  const reason = notApproved(held, attempt, await gitHub.runAttempt(id));
  return reason === undefined ? approval : { kind: "refused", reason };
}

/** Where nobody has to approve, whoever did so all the same is written down, and nothing waits for GitHub to say who. */
async function volunteers(run: number): Promise<readonly RunReview[]> {
  if (!process.env.GITHUB_TOKEN) return [];
  try {
    const settings = gitHubSettings(process.env, PURPOSE);
    const short = { timeoutSeconds: SHORT_PATIENCE, patienceSeconds: SHORT_PATIENCE };
    return await promotionGitHub({ ...settings, ...short }).runReviews(run);
  } catch (error) {
    tell(`Nobody has to approve this, so it goes on: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}
