import { iamArn } from "../aws/arn";
import { BRANCHES } from "./code-repositories";
import { nameOf } from "./names";
import type { Network } from "./organisation";

/** What a job on GitHub does with a network: plan it, deploy it, or repair it in an emergency. */
export type PipelineRole = "plan" | "deploy" | "emergency";

/**
 * Path in IAM of the roles that jobs take, and of what bounds them. No path of a network's own roles begins so: whoever may
 * change those cannot change these.
 */
export const pipelinePath = ({ name }: Pick<Network, "name">): string => `/bootstrap/${name}/`;

/** Name of a role that jobs take. It names the network, for IAM keeps names apart by no path. */
export const pipelineRoleName = ({ name }: Pick<Network, "name">, role: PipelineRole): string =>
  nameOf("role", name, role);

/** ARN of a role that jobs take, known without reading any state: the value of an Actions variable. */
export const pipelineRoleArn = (network: Pick<Network, "name" | "account">, role: PipelineRole): string =>
  iamArn(network.account.id, `role${pipelinePath(network)}${pipelineRoleName(network, role)}`);

/** The GitHub environment in which a network is deployed: of the name of its branch. */
export const deployEnvironment = ({ name }: Pick<Network, "name">): string => name;

/** The GitHub environment whose reviewers approve the digest of a deployment that stopped. It opens no role. */
export const approvalEnvironment = ({ name }: Pick<Network, "name">): string => `${name}-approval`;

/**
 * The GitHub environments of an emergency, in their order, each with approvers of its own. GitHub asks one of an
 * environment's reviewers, never two; two environments with different reviewers make two people say yes. Only the second
 * one opens the role.
 */
export const emergencyEnvironments = ({ name }: Pick<Network, "name">): readonly [first: string, second: string] => [
  `${name}-break-glass-request`,
  `${name}-break-glass`,
];

/** The GitHub environment in which a network is looked at on a schedule, by the role that plans it. */
export const inspectEnvironment = ({ name }: Pick<Network, "name">): string => `${name}-inspect`;

/** The workflow files whose jobs may take a role because they run in an environment. */
export const PIPELINE_WORKFLOWS = { deploy: "deploy.yml", emergency: "break-glass.yml", inspect: "drift.yml" } as const;

/**
 * The branch of this repository whose workflows GitHub runs on a schedule, for all networks: its default branch. Source:
 * GitHub documentation, "Events that trigger workflows", `schedule`.
 */
export const SCHEDULED_BRANCH = BRANCHES.infrastructure.default;
