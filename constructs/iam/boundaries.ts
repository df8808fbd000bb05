import { APPLY_ACTIONS, serviceOf } from "../../aws/apply-actions";
import { arnOf, bucketArn, cloudfrontArn } from "../../aws/arn";
import { GLOBAL_REGION } from "../../aws/global-region";
import { WRITES_WITHOUT_RESOURCE } from "../../aws/iam-actions";
import { READ_VERBS } from "../../aws/read-verbs";
import { CACHE_ACTIONS, ENTRY_ACTIONS } from "../site/publisher-permissions";
import { LOCATION_KEY, WRITTEN_PREFIXES } from "../site/site-keys";
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
 * calls, and which environments; the boundary says that no policy which is added later reaches another service, IAM users, or
 * what bears the name of another network. It names no environment: IAM takes 6,144 characters, and one more of them would
 * come to be too many.
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
    resources: services.flatMap((service) => reachOf(scope)[service] ?? []),
  },
  ...changesOfRoles(scope),
  {
    sid: "BeginWhatHasNoName",
    actions: WRITES_WITHOUT_RESOURCE.filter((action) => applied.includes(action)),
    resources: ["*"],
  },
];

/**
 * What a deployment may change at most, by service: as few patterns as there can be. Names of buckets keep their environment:
 * a star goes past a slash, so `equipweb-*-sites-*` would be the states of sites, too.
 */
function reachOf(scope: ApplyScope): Readonly<Record<string, readonly string[]>> {
  const { place, organisation, network, environments } = scope;
  const { accountId } = place;
  const global = { accountId, region: GLOBAL_REGION };
  return {
    ...applyScopes({ ...scope, environments: ["*"] }),
    acm: [arnOf({ accountId, region: "*" }, "acm", "certificate/*")],
    cloudfront: [cloudfrontArn(accountId, "*")],
    logs: [arnOf(place, "logs", `log-group:/${network}/*`), arnOf(global, "logs", "delivery*")],
    s3: [
      bucketArn(`${network}-*`),
      ...environments.map((name) => bucketArn(`${organisation}-${name}-sites-*`)),
      bucketArn(`aws-waf-logs-${organisation}-*`),
    ],
    wafv2: [arnOf(global, "wafv2", "global/*")],
  };
}

/**
 * What any role that a deployment makes may do at most: what the services of a network need while they run, and what
 * publishes and promotes static sites. Nothing else of a network changes anything in AWS; what must is a reason to change
 * this, in the open.
 */
export const networkBoundary = (scope: ApplyScope): readonly Statement[] => [
  ...servicesRun(scope),
  ...sitesAreDeployed(scope),
];

const servicesRun = ({ place, network, environments }: ApplyScope): readonly Statement[] => [
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

/**
 * Versions are read wherever the organisation has sites, also in another account; written is where the network has them.
 * AWS names stores and distributions by itself, so policies of roles say which of the account's.
 */
const sitesAreDeployed = ({ place, organisation, environments }: ApplyScope): readonly Statement[] => [
  { sid: "FindSites", actions: ["s3:ListBucket"], resources: [bucketArn(`${organisation}-*-sites-*`)] },
  {
    sid: "ReadSites",
    actions: ["s3:GetObject"],
    // Each with what stands behind the slash, or it would be the states of sites, too.
    resources: [...WRITTEN_PREFIXES.map((prefix) => `${prefix}*`), LOCATION_KEY].map((key) =>
      bucketArn(`${organisation}-*-sites-*/${key}`),
    ),
  },
  {
    sid: "WriteSites",
    actions: ["s3:PutObject"],
    resources: environments.map((name) => bucketArn(`${organisation}-${name}-sites-*/*`)),
  },
  {
    sid: "SwitchSites",
    actions: ENTRY_ACTIONS,
    resources: [cloudfrontArn(place.accountId, "key-value-store/*")],
  },
  {
    sid: "ForgetOldFiles",
    actions: CACHE_ACTIONS,
    resources: [cloudfrontArn(place.accountId, "distribution/*")],
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
