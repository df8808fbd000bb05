import { ownObjects } from "../constructs/iam/apply-scopes";
import { githubProviderArn } from "../constructs/iam/github-provider";
import type { GitHubRoleProps, GitHubTrust } from "../constructs/iam/github-role";
import type { Statement } from "../constructs/iam/policy-document";
import {
  deployLocksIn,
  deploymentsIn,
  type RecordStore,
  readDeployments,
  writeDeployments,
} from "../constructs/iam/record-access";
import { readNoContent, readStates, type StateStore, writeStates } from "../constructs/iam/state-access";
import { environmentSubject, pullRequestSubject, workflowOnBranch } from "../model/github-subjects";
import type { GitHubRepository, Network } from "../model/organisation";
import {
  deployEnvironment,
  emergencyEnvironments,
  inspectEnvironment,
  PIPELINE_WORKFLOWS,
  pipelinePath,
  pipelineRoleName,
  SCHEDULED_BRANCH,
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

/** What a role reads that the network keeps for itself. */
export interface RoleStores {
  readonly states: StateStore;
  readonly records: RecordStore;
}

/** How long a deployment may go on, in seconds: for as long as its job in deploy.yml. */
const DEPLOY_SECONDS = 7200;

/** One of AWS's own policies, which AWS keeps up with its services. */
const managedByAws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

/** What there is to look at. It reads content, too, which `readNoContent` forbids. */
const READ_ONLY = managedByAws("ReadOnlyAccess");

/** Everything but identities and the organisation, so that nobody outlives an emergency. */
const POWER_USER = managedByAws("PowerUserAccess");

/**
 * Reads how things are, for the plan in a pull request, and each night to find drift. The code of the pull request runs with it, so it is to be thought
 * of as known to whoever may open one here: what it may not read, it cannot leak.
 */
export function planRole({ network, github, boundaryArn }: RoleSource, { states, records }: RoleStores): RoleProps {
  return {
    name: pipelineRoleName(network, "plan"),
    path: pipelinePath(network),
    description: `Reads the network ${network.name} for the plan in a pull request, and to find drift`,
    trusts: [
      { ...repositoryOf(network, github), sid: "PullRequestsTakeRole", subject: pullRequestSubject(github) },
      {
        ...jobsOnBranch(network, github, PIPELINE_WORKFLOWS.inspect, SCHEDULED_BRANCH),
        sid: "InspectionsTakeRole",
        subject: environmentSubject(github, inspectEnvironment(network)),
      },
    ],
    boundaryArn,
    policies: { "read-only": READ_ONLY },
    inline: {
      "read-states": readStates(states),
      "read-deployments": readDeployments(records),
      "read-no-content": readNoContent(states, {
        also: { objects: [deploymentsIn(records), ...objectsOf(network)], keyArn: records.keyArn },
      }),
    },
  };
}

/** Applies what was merged, in a job of one workflow file, on one branch, in one environment. */
export function deployRole(
  { network, github, boundaryArn }: RoleSource,
  { states, records }: RoleStores,
  guards: readonly Statement[],
  policies: Readonly<Record<string, string>>,
): RoleProps {
  return {
    name: pipelineRoleName(network, "deploy"),
    path: pipelinePath(network),
    description: `Applies what was merged to the branch ${network.name}`,
    trusts: [
      {
        ...jobsOnBranch(network, github, PIPELINE_WORKFLOWS.deploy),
        subject: environmentSubject(github, deployEnvironment(network)),
      },
    ],
    sessionSeconds: DEPLOY_SECONDS,
    boundaryArn,
    policies: { "read-only": READ_ONLY, ...policies },
    inline: {
      states: [...readStates(states), ...writeStates(states)],
      deployments: [...readDeployments(records), ...writeDeployments(records)],
      "read-no-content": readNoContent(states, {
        keyTrials: true,
        also: {
          objects: [deploymentsIn(records), deployLocksIn(records), ...objectsOf(network)],
          keyArn: records.keyArn,
        },
      }),
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
    trusts: [
      {
        ...jobsOnBranch(network, github, PIPELINE_WORKFLOWS.emergency),
        subject: environmentSubject(github, environment),
        // The alarm hears of what is asked for here; elsewhere, nobody would be told.
        region: network.region,
      },
    ],
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

/** Objects that Terraform makes, and so reads at each plan: nothing that people or programs stored. */
const objectsOf = ({ organisation, environments }: Network): readonly string[] =>
  ownObjects({ organisation, environments: environments.map(({ name }) => name) });

const repositoryOf = ({ account }: Network, { repositoryId }: GitHubRepository) => ({
  providerArn: githubProviderArn(account.id),
  repositoryId,
});

/** A subject that names an environment names no branch; and an environment is open to every workflow of its branches. */
const jobsOnBranch = (
  network: Network,
  github: GitHubRepository,
  file: string,
  branch = network.name,
): Omit<GitHubTrust, "subject"> => ({
  ...repositoryOf(network, github),
  ref: `refs/heads/${branch}`,
  workflow: workflowOnBranch(github, file, branch),
});
