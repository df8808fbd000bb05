import { repositoryStackId } from "../../model/stack-ids";
import { visible } from "../report/wording/visible";

/** What somebody said of the environments that a run of GitHub Actions waited for. */
export interface RunReview {
  readonly state: "approved" | "rejected" | "pending";
  /** The login of a person; undefined when it was an app, or the account is gone. */
  readonly person: string | undefined;
  /** Names of the environments. */
  readonly environments: readonly string[];
}

/** Runs of GitHub Actions, as far as it matters who approved them. */
export interface RunReviews {
  /** Every review of a run, of each of its attempts. */
  runReviews(run: number): Promise<readonly RunReview[]>;
}

/** What has to be approved. */
export interface ApprovalNeeded {
  /** Teams of which one person approves; empty when nobody has to. */
  readonly approvers: readonly string[];
  /** The GitHub environment whose reviewers they are. */
  readonly environment: string;
  /** Name of the repository that the run is of, without its owner. */
  readonly repository: string;
  /** Who asked for it: whoever started the run, and whoever started it again. */
  readonly actors: readonly string[];
}

/** Who approved, where anybody did; or why nothing may be done, in whole sentences. */
export type Approval =
  | { readonly kind: "approved"; readonly approver: string | undefined }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Whether a run of GitHub Actions has the approval that it needs. GitHub itself holds back the job until a reviewer of its
 * environment agrees; but it makes an environment that there is not, and that one has no reviewers. So nobody's word is taken
 * for it that somebody agreed.
 *
 * @param reviews All of the run.
 */
export function approvalOfRun(needed: ApprovalNeeded, reviews: readonly RunReview[]): Approval {
  const { approvers, environment, repository, actors } = needed;
  const said = reviews.filter(({ environments }) => environments.includes(environment));
  const agreed = [
    ...new Set(said.flatMap(({ state, person }) => (state === "approved" && person !== undefined ? [person] : []))),
  ];
  const self = agreed.find((person) => isOneOf(person, actors));
  if (approvers.length === 0) {
    const others = agreed.filter((person) => !isOneOf(person, actors));
    return { kind: "approved", approver: others.length > 0 ? named(others) : undefined };
  }
  const who = teams(approvers);
  const stack = repositoryStackId(visible(repository));
  if (said.some(({ state }) => state === "rejected"))
    return refused(
      `The environment "${environment}" was rejected for this run. Start a new run of the workflow once ${who} agrees.`,
    );
  if (agreed.length === 0)
    return refused(
      `Nobody approved the environment "${environment}" for this run, and ${who} has to. Either it has no reviewers, or there was none and GitHub just made it: the stack "${stack}" gives it those of the catalogue. Deploy that stack, then start a new run.`,
    );
  if (self !== undefined)
    return refused(
      `${visible(self)} asked for this, and approved it too. Somebody else of ${who} has to: start a new run, and switch on "Prevent self-review" of the environment "${environment}", which the stack "${stack}" does.`,
    );
  return { kind: "approved", approver: named(agreed) };
}

/** Longest name of an approver. Source: GitHub's logins have at most 39 characters, those of managed users 48. */
const NAME = /^[A-Za-z0-9][\w.@+-]{0,63}$/;

/**
 * The same outside of GitHub Actions, where somebody's word has to do: it is written into the record, under the name of
 * whoever gave it.
 *
 * @param approvedBy Who is said to have approved it; undefined when nobody is.
 */
export function approvalByName(
  { approvers, actors }: Omit<ApprovalNeeded, "environment" | "repository">,
  approvedBy: string | undefined,
): Approval {
  if (approvedBy === undefined)
    return approvers.length === 0
      ? { kind: "approved", approver: undefined }
      : refused(`${sentence(teams(approvers))} has to approve this. Say who did with --approved-by NAME.`);
  if (!NAME.test(approvedBy))
    return refused(
      `--approved-by is ${JSON.stringify(visible(approvedBy).slice(0, 80))}, which is no name. Use somebody's login, such as mara.`,
    );
  if (isOneOf(approvedBy, actors))
    return refused(`${approvedBy} asks for this, and cannot approve it too. Name somebody else with --approved-by.`);
  return { kind: "approved", approver: approvedBy };
}

const refused = (reason: string): Approval => ({ kind: "refused", reason });

/** Capitals mean nothing in a login. */
const isOneOf = (person: string, others: readonly string[]): boolean =>
  others.some((other) => other.toLowerCase() === person.toLowerCase());

/** Each attempt of a run is approved anew, maybe by somebody else. */
const named = (people: readonly string[]): string => people.map(visible).join(", ");

const teams = (approvers: readonly string[]): string =>
  approvers.length === 1 ? `the team ${approvers[0]}` : `one of the teams ${approvers.join(", ")}`;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
