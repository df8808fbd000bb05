import { APPLY_ACTIONS, serviceOf } from "../../aws/apply-actions";
import { arnOf } from "../../aws/arn";
import { WRITES_WITHOUT_RESOURCE } from "../../aws/iam-actions";
import { READ_VERBS } from "../../aws/read-verbs";
import { changesOfRoles } from "./apply-permissions";
import { type ApplyScope, applyScopes } from "./apply-scopes";
import type { Statement } from "./policy-document";
import { type RecordStore, readDeployments, writeDeployments } from "./record-access";
import { readStates, type StateStore, writeStates } from "./state-access";

/** What a role that plans may do at most: look at the services that stacks here use, read states, and what is deployed. */
export const planBoundary = (store: StateStore, records: RecordStore): readonly Statement[] => [
  look,
  ...readStates(store),
  ...readDeployments(records),
];

/**
 * What a role that deploys may do at most: the same, and anything to the network's own resources. Its policies say which
 * calls; the boundary says that no policy which is added later reaches another network, another service, or IAM users.
 */
export const deployBoundary = (scope: ApplyScope, store: StateStore, records: RecordStore): readonly Statement[] => [
  look,
  ...readStates(store),
  ...writeStates(store),
  ...readDeployments(records),
  ...writeDeployments(records),
  {
    sid: "ChangeOwnResources",
    actions: services.map((service) => `${service}:*`),
    resources: services.flatMap((service) => applyScopes(scope)[service] ?? []),
  },
  ...changesOfRoles(scope),
  {
    sid: "BeginWhatHasNoName",
    actions: WRITES_WITHOUT_RESOURCE.filter((action) => applied.includes(action)),
    resources: ["*"],
  },
];

/**
 * What any role that a deployment makes may do at most: what the services of a network need while they run. No role of a
 * network changes anything in AWS; one that must is a reason to change this, in the open.
 */
export const networkBoundary = ({ place, network, environments }: ApplyScope): readonly Statement[] => [
  {
    sid: "PullImages",
    actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    resources: [arnOf(place, "ecr", `repository/${network}/*`)],
  },
  {
    sid: "WriteLogs",
    actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    resources: [arnOf(place, "logs", `log-group:/${network}/*`)],
  },
  {
    sid: "ReadSecrets",
    actions: ["secretsmanager:GetSecretValue"],
    resources: environments.map((name) => arnOf(place, "secretsmanager", `secret:${name}/*`)),
  },
  {
    sid: "DecryptWithKeysOfNetwork",
    actions: ["kms:Decrypt"],
    resources: [arnOf(place, "kms", "key/*")],
    conditions: { StringEquals: { "aws:ResourceTag/network": network } },
  },
  {
    sid: "UseWhatHasNoName",
    actions: ["ecr:GetAuthorizationToken", "logs:DescribeLogGroups", ...shells],
    resources: ["*"],
  },
];

const shells = [
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
];

const applied: readonly string[] = Object.values(APPLY_ACTIONS).flat();

/** All but IAM, where every call counts. */
const services: readonly string[] = [...new Set(applied.map(serviceOf))].filter((service) => service !== "iam").sort();

/** Reading how things are set up. What people stored is forbidden beside the boundary, by name. */
const look: Statement = {
  sid: "Look",
  actions: Object.entries(READ_VERBS).flatMap(([service, verbs]) => verbs.map((verb) => `${service}:${verb}*`)),
  resources: ["*"],
};
