import { githubProviderArn } from "../constructs/iam/github-provider";
import type { GitHubRoleProps, GitHubTrust } from "../constructs/iam/github-role";
import type { Statement } from "../constructs/iam/policy-document";
import { readNoContent, readStates, type StateStore, writeStates } from "../constructs/iam/state-access";
import { environmentSubject, pullRequestSubject, workflowOnBranch } from "../model/github-subjects";
import type { GitHubRepository, Network } from "../model/organisation";
import {
  deployEnvironment,
  emergencyEnvironments,
  PIPELINE_WORKFLOWS,
  pipelinePath,
  pipelineRoleName,
} from "../model/pipeline-roles";
import type { Waiver } from "../policies/waiver";

/** A role that jobs take, but for what the stack adds. */
export type RoleProps = Omit<GitHubRoleProps, "after">;

/** What a role is made from. */
export interface RoleSource {
  readonly network: Network;
  readonly github: GitHubRepository;
  /** ARN of its permissions boundary. */
  readonly boundaryArn: string;
}

/** One of AWS's own policies, which AWS keeps up with its services. */
const managedByAws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

/** What there is to look at. It reads content, too, which `readNoContent` forbids. */
const READ_ONLY = managedByAws("ReadOnlyAccess");

/** Everything but identities and the organisation, so that nobody outlives an emergency. */
const POWER_USER = managedByAws("PowerUserAccess");

/**
 * Reads how things are, for the plan in a pull request. The code of the pull request runs with it, so it is to be thought
 * of as known to whoever may open one here: what it may not read, it cannot leak.
 */
export function planRole({ network, github, boundaryArn }: RoleSource, store: StateStore): RoleProps {
  return {
    name: pipelineRoleName(network, "plan"),
    path: pipelinePath(network),
    description: `Reads the network ${network.name} for the plan in a pull request`,
    trust: { ...repositoryOf(network, github), subject: pullRequestSubject(github) },
    boundaryArn,
    policies: { "read-only": READ_ONLY },
    inline: { "read-states": readStates(store), "read-no-content": readNoContent(store) },
  };
}

/** Applies what was merged, in a job of one workflow file, on one branch, in one environment. */
export function deployRole(
  { network, github, boundaryArn }: RoleSource,
  store: StateStore,
  guards: readonly Statement[],
  policies: Readonly<Record<string, string>>,
): RoleProps {
  return {
    name: pipelineRoleName(network, "deploy"),
    path: pipelinePath(network),
    description: `Applies what was merged to the branch ${network.name}`,
    trust: {
      ...jobsOnBranch(network, github, PIPELINE_WORKFLOWS.deploy),
      subject: environmentSubject(github, deployEnvironment(network)),
    },
    boundaryArn,
    policies: { "read-only": READ_ONLY, ...policies },
    inline: {
      states: [...readStates(store), ...writeStates(store)],
      "read-no-content": readNoContent(store, { keyTrials: true }),
      "change-no-guards": guards,
    },
  };
}

/**
 * Repairs by hand what cannot wait for a pull request, once two people said yes. It makes nobody who stays, and changes
 * nothing that records it.
 */
export function emergencyRole(
  { network, github }: Omit<RoleSource, "boundaryArn">,
  guards: readonly Statement[],
): RoleProps {
  const [, environment] = emergencyEnvironments(network);
  return {
    name: pipelineRoleName(network, "emergency"),
    path: pipelinePath(network),
    description: `Repairs the network ${network.name} in an emergency; its use raises an alarm`,
    trust: {
      ...jobsOnBranch(network, github, PIPELINE_WORKFLOWS.emergency),
      subject: environmentSubject(github, environment),
      // The alarm hears of what is asked for here; elsewhere, nobody would be told.
      region: network.region,
    },
    boundaryArn: POWER_USER,
    policies: { "power-user": POWER_USER },
    waivers: { "power-user": WHATEVER_IS_NEEDED },
    inline: { "change-no-guards": [...guards, UNSUBSCRIBE_NOBODY] },
  };
}

/** To be looked at again each year. */
const WHATEVER_IS_NEEDED: Waiver = {
  rule: "policy-of-aws-is-not-all-powerful",
  reason:
    "what an emergency needs cannot be listed before it; two people approve each use, an alarm tells of it, and the guards are denied",
  owner: "platform",
  expires: "2027-10-31",
};

/** AWS ties leaving a topic, and filtering what one is sent, to no resource, so it is forbidden altogether. */
const UNSUBSCRIBE_NOBODY: Statement = {
  sid: "UnsubscribeNobody",
  effect: "Deny",
  actions: ["sns:SetSubscriptionAttributes", "sns:Unsubscribe"],
  resources: ["*"],
};

const repositoryOf = ({ account }: Network, { repositoryId }: GitHubRepository) => ({
  providerArn: githubProviderArn(account.id),
  repositoryId,
});

/** A subject that names an environment names no branch; and an environment is open to every workflow of its branches. */
const jobsOnBranch = (network: Network, github: GitHubRepository, file: string): Omit<GitHubTrust, "subject"> => ({
  ...repositoryOf(network, github),
  ref: `refs/heads/${network.name}`,
  workflow: workflowOnBranch(github, file, network.name),
});
