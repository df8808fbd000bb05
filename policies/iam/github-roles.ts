import { textIn } from "../value";
import type { StackView } from "../view/stack-view";
import { type OidcTrust, oidcTrustsIn, subjectsOf } from "./oidc";
import { type Permissions, permissionsOf } from "./permissions";

/** A role that jobs on GitHub take, what it accepts, and what it may do. */
export interface GithubRole extends OidcTrust {
  /** Subjects that are known. */
  readonly subjects: readonly string[];
  readonly permissions: Permissions;
}

/** The roles of a stack that jobs on GitHub take, once for each statement that lets them. */
export const githubRolesIn = (view: StackView): readonly GithubRole[] =>
  oidcTrustsIn(view)
    .filter(({ isGithub, resource }) => isGithub && resource.type === "aws_iam_role")
    .map((trust) => ({
      ...trust,
      subjects: subjectsOf(trust)
        .map(textIn)
        .filter((subject) => subject !== undefined),
      permissions: permissionsOf(view, trust.resource),
    }));

/** Whether jobs for pull requests take a role: whatever code a pull request brings then runs with it. */
export const isForPullRequests = ({ subjects }: GithubRole): boolean =>
  subjects.some((subject) => subject.endsWith(":pull_request") || /^repo:[^:]*(?::\*?)?$/.test(subject));
