import { APPLY_ACTIONS, serviceOf } from "../../aws/apply-actions";
import { arnOf, bucketArn, cloudfrontArn } from "../../aws/arn";
import { GLOBAL_REGION } from "../../aws/global-region";
import { WRITES_WITHOUT_RESOURCE } from "../../aws/iam-actions";
import { READ_VERBS } from "../../aws/read-verbs";
import { changesOfRoles } from "./apply-permissions";
import { type ApplyScope, applyScopes, OWN_KEYS } from "./apply-scopes";
import type { Statement } from "./policy-document";
import { deployLocksIn, deploymentsIn, type RecordStore, readDeployments } from "./record-access";
import { readStates, type StateStore } from "./state-access";

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
  ...writeStores(store, records),
  {
    sid: "ChangeOwnResources",
    actions: services.map((service) => `${service}:*`),
    resources: services.flatMap((service) => reachOf(scope)[service] ?? []),
  },
  ...changeBuckets(scope),
  ...changesOfRoles(scope),
  {
    sid: "BeginWhatHasNoName",
    actions: WRITES_WITHOUT_RESOURCE.filter((action) => applied.includes(action)),
    resources: ["*"],
  },
];

/**
 * What `readStates`, `writeStates` and `writeDeployments` allow beside looking, in as few words. Their keys are among the
 * network's own.
 */
const writeStores = (states: StateStore, records: RecordStore): readonly Statement[] => [
  {
    sid: "WriteStatesAndRecords",
    actions: ["s3:PutObject"],
    resources: [`${bucketArn(states.bucket)}/*`, deploymentsIn(records), deployLocksIn(records)],
  },
  { sid: "ReleaseLocks", actions: ["s3:DeleteObject"], resources: [`${bucketArn(states.bucket)}/*.tflock`] },
];

/**
 * What a deployment may change at most, by service: as few patterns as there can be, each as short as can be. Most leave the
 * account open, in which nothing but its own lets a role in. Buckets have statements of their own.
 */
function reachOf(scope: ApplyScope): Readonly<Record<string, readonly string[]>> {
  const { place, network } = scope;
  const anybodys = { ...place, accountId: "*" };
  const global = { accountId: "*", region: GLOBAL_REGION };
  return {
    ...applyScopes({ ...scope, place: anybodys, environments: ["*"] }),
    acm: [arnOf({ accountId: "*", region: "*" }, "acm", "certificate/*")],
    cloudfront: [cloudfrontArn(place.accountId, "*")],
    cloudwatch: [arnOf(anybodys, "cloudwatch", "alarm:*")],
    codedeploy: [arnOf(anybodys, "codedeploy", "*")],
    elasticloadbalancing: [`*/app/${network}-*`, "targetgroup/*-service-*"].map((name) =>
      arnOf(anybodys, "elasticloadbalancing", name),
    ),
    kms: [arnOf(anybodys, "kms", "*")],
    logs: [arnOf(anybodys, "logs", `log-group:/${network}/*`), arnOf(global, "logs", "delivery*")],
    wafv2: [arnOf(global, "wafv2", "global/*")],
  };
}

/**
 * A star goes past a slash, so `equipweb-*-sites-*` is the states of sites, too. So it goes with calls alone that are made on
 * buckets, and no object is changed but those that have the last part of their key in common with no state.
 */
const changeBuckets = ({ organisation, network }: ApplyScope): readonly Statement[] => [
  {
    sid: "ChangeOwnBuckets",
    actions: applied.filter((action) => serviceOf(action) === "s3" && !action.includes("Object")),
    resources: [
      `${network}-*`,
      ...["sites", "app", "deployer"].map((kind) => `${organisation}-*-${kind}-*`),
      `aws-waf-logs-${organisation}-*`,
    ].map(bucketArn),
  },
  {
    sid: "ChangeOwnObjects",
    actions: ["s3:DeleteObject*", "s3:PutObject"],
    resources: [...new Set(Object.values(OWN_KEYS).flat())].map((key) => bucketArn(`${organisation}-*/${key}`)),
  },
];

const applied: readonly string[] = [...new Set(Object.values(APPLY_ACTIONS).flat())].sort();

/** All but IAM, where every call counts, and S3. */
const services: readonly string[] = [...new Set(applied.map(serviceOf))]
  .filter((service) => service !== "iam" && service !== "s3")
  .sort();

/** Reading how things are set up. What people stored is forbidden beside the boundary, by name. */
const look: Statement = {
  sid: "Look",
  actions: Object.entries(READ_VERBS).flatMap(([service, verbs]) => verbs.map((verb) => `${service}:${verb}*`)),
  resources: ["*"],
};
