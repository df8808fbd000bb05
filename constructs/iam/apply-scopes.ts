import { arnOf, bucketArn, cloudfrontArn, iamArn, type Place } from "../../aws/arn";
import { GLOBAL_REGION } from "../../aws/global-region";
import { LOCATION_KEY, NOT_FOUND_KEY } from "../site/site-keys";

/** Whose resources a deployment may change. */
export interface ApplyScope {
  readonly place: Place;
  /** Short name of the organisation; names of its buckets begin with it. */
  readonly organisation: string;
  /** Name of the network; names and paths of what its environments share begin with it. */
  readonly network: string;
  /** Names of its environments; names of what one of them has begin with that. */
  readonly environments: readonly string[];
  /** ARN of the permissions boundary that every role which the deployment makes must have. */
  readonly boundaryArn: string;
}

/**
 * Which resources of each service a deployment may change: by their names, where AWS puts names into ARNs, else all of the
 * account and region. Names keep two networks of one account apart only if neither name is the beginning of the other.
 */
export function applyScopes(scope: ApplyScope): Readonly<Record<string, readonly string[]>> {
  const { place, network, environments } = scope;
  const { accountId } = place;
  const here = (service: string, ...resources: readonly string[]) =>
    resources.map((name) => arnOf(place, service, name));
  const worldwide = (service: string, ...resources: readonly string[]) =>
    resources.map((name) => arnOf({ accountId, region: GLOBAL_REGION }, service, name));
  const ofEach = (resource: (prefix: string) => string) => environments.map(resource);
  return {
    acm: [...here("acm", "certificate/*"), ...worldwide("acm", "certificate/*")],
    "application-autoscaling": here("application-autoscaling", "scalable-target/*"),
    cloudfront: [
      ...["distribution/*", "key-value-store/*", "origin-access-control/*", "response-headers-policy/*"],
      ...ofEach((name) => `function/${name}-sites-*`),
    ].map((name) => cloudfrontArn(accountId, name)),
    cloudwatch: here("cloudwatch", ...ofEach((name) => `alarm:${name}-service-*`)),
    ec2: here("ec2", "*"),
    ecr: here("ecr", `repository/${network}/*`),
    ecs: here(
      "ecs",
      `cluster/${network}`,
      `service/${network}/*`,
      ...ofEach((name) => `task-definition/${name}-service-*`),
    ),
    elasticloadbalancing: here(
      "elasticloadbalancing",
      `loadbalancer/app/${network}-*`,
      `listener/app/${network}-*`,
      `listener-rule/app/${network}-*`,
      ...ofEach((name) => `targetgroup/${name}-service-*`),
    ),
    iam: [iamArn(accountId, `role/${network}/*`)],
    kms: here("kms", "key/*", `alias/${network}-*`),
    logs: [
      ...here("logs", `log-group:/${network}/*`),
      ...worldwide("logs", "delivery:*"),
      ...worldwide("logs", ...ofEach((name) => `delivery-source:${name}-sites-*`)),
      ...worldwide("logs", ...ofEach((name) => `delivery-destination:${name}-sites-*`)),
    ],
    route53: ["arn:aws:route53:::hostedzone/*"],
    s3: [bucketArn(`${network}-*`), ...siteBuckets(scope)],
    secretsmanager: here("secretsmanager", ...ofEach((name) => `secret:${name}/*`)),
    servicediscovery: here("servicediscovery", "namespace/*"),
    sns: here("sns", `${network}-*`),
    // Groups of rules that AWS keeps up belong to every account, and a web ACL is made with permission for what it uses.
    wafv2: worldwide("wafv2", "global/managedruleset/*/*", ...ofEach((name) => `global/webacl/${name}-sites-*/*`)),
  };
}

/** The buckets of static sites, with those of their logs; by a pattern, so that a line more needs no administrator. */
export const siteBuckets = ({ organisation, environments }: ApplyScope): readonly string[] =>
  environments.flatMap((name) =>
    ["", "aws-waf-logs-"].map((prefix) => bucketArn(`${prefix}${organisation}-${name}-sites-*`)),
  );

/** What a deployment writes into buckets of sites, beside what promotions write: see constructs/site/site-objects.ts. */
export const siteObjects = ({
  organisation,
  environments,
}: Pick<ApplyScope, "organisation" | "environments">): readonly string[] =>
  environments.flatMap((name) =>
    [LOCATION_KEY, NOT_FOUND_KEY].map((key) => bucketArn(`${organisation}-${name}-sites-*/${key}`)),
  );
