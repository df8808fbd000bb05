import { arnOf, bucketArn, cloudfrontArn, iamArn, type Place } from "../../aws/arn";
import { GLOBAL_REGION } from "../../aws/global-region";
import { PLACEHOLDER_KEY } from "../api/app-keys";
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
  /** What a kind of stack has, in each environment: `of("app")` for the names that begin with `dev-app-`. */
  const of =
    (...kinds: readonly string[]) =>
    (resource: (prefix: string) => string) =>
      environments.flatMap((name) => kinds.map((kind) => resource(`${name}-${kind}-*`)));
  const [ofApps, ofDeployers, ofServices, ofFronts] = [of("app"), of("deployer"), of("service"), of("sites", "app")];
  return {
    acm: [...here("acm", "certificate/*"), ...worldwide("acm", "certificate/*")],
    // ARNs of API Gateway name no account. Its APIs have ids that AWS chooses.
    apigateway: ["/apis*", "/domainnames*", "/tags/*"].map((path) =>
      arnOf({ accountId: "", region: place.region }, "apigateway", path),
    ),
    "application-autoscaling": here("application-autoscaling", "scalable-target/*"),
    cloudfront: [
      ...["distribution/*", "key-value-store/*", "origin-access-control/*", "response-headers-policy/*"],
      ...ofFronts((name) => `function/${name}`),
    ].map((name) => cloudfrontArn(accountId, name)),
    cloudwatch: here("cloudwatch", ...of("service", "app", "deployer")((name) => `alarm:${name}`)),
    codebuild: here("codebuild", ...ofDeployers((name) => `project/${name}`)),
    codedeploy: here(
      "codedeploy",
      ...of("service", "deployer")((name) => `application:${name}`),
      ...of("service", "deployer")((name) => `deploymentgroup:${name}`),
    ),
    codepipeline: here("codepipeline", ...ofDeployers((name) => name)),
    ec2: here("ec2", "*"),
    ecr: here("ecr", `repository/${network}/*`),
    ecs: here("ecs", `cluster/${network}`, `service/${network}/*`, ...ofServices((name) => `task-definition/${name}`)),
    elasticloadbalancing: here(
      "elasticloadbalancing",
      `loadbalancer/app/${network}-*`,
      `listener/app/${network}-*`,
      `listener-rule/app/${network}-*`,
      ...ofServices((name) => `targetgroup/${name}`),
    ),
    events: here("events", ...ofDeployers((name) => `rule/${name}`)),
    iam: [iamArn(accountId, `role/${network}/*`)],
    kms: here("kms", "key/*", `alias/${network}-*`, ...ofDeployers((name) => `alias/${name}`)),
    lambda: here("lambda", ...ofApps((name) => `function:${name}`)),
    logs: [
      ...here("logs", `log-group:/${network}/*`),
      ...worldwide("logs", "delivery:*"),
      ...worldwide("logs", ...ofFronts((name) => `delivery-source:${name}`)),
      ...worldwide("logs", ...ofFronts((name) => `delivery-destination:${name}`)),
    ],
    route53: ["arn:aws:route53:::hostedzone/*"],
    s3: [bucketArn(`${network}-*`), ...ownBuckets(scope)],
    secretsmanager: here("secretsmanager", ...environments.map((name) => `secret:${name}/*`)),
    servicediscovery: here("servicediscovery", "namespace/*"),
    sns: here("sns", `${network}-*`, ...ofDeployers((name) => name)),
    sqs: here("sqs", ...of("app", "deployer")((name) => name)),
    // Groups of rules that AWS keeps up belong to every account, and a web ACL is made with permission for what it uses.
    wafv2: worldwide("wafv2", "global/managedruleset/*/*", ...ofFronts((name) => `global/webacl/${name}/*`)),
  };
}

/**
 * The buckets of static sites, of apps and of what deploys them, with those of their logs; by patterns, so that a line or an
 * app more needs no administrator.
 */
const ownBuckets = ({ organisation, environments }: ApplyScope): readonly string[] =>
  environments.flatMap((name) =>
    [
      ...["sites", "app", "deployer"].map((kind) => `${organisation}-${name}-${kind}-*`),
      ...["sites", "app"].map((kind) => `aws-waf-logs-${organisation}-${name}-${kind}-*`),
    ].map(bucketArn),
  );

/** Keys of what Terraform makes in the buckets of sites and of apps: constructs/site/site-objects.ts, constructs/api/api-function.ts. */
export const OWN_KEYS = {
  sites: [LOCATION_KEY, NOT_FOUND_KEY],
  app: [LOCATION_KEY, NOT_FOUND_KEY, PLACEHOLDER_KEY],
} as const;

/** What a deployment writes into buckets of sites and of apps, beside what promotions and the Deployer write. */
export const ownObjects = ({
  organisation,
  environments,
}: Pick<ApplyScope, "organisation" | "environments">): readonly string[] =>
  environments.flatMap((name) =>
    Object.entries(OWN_KEYS).flatMap(([kind, keys]) =>
      keys.map((key) => bucketArn(`${organisation}-${name}-${kind}-*/${key}`)),
    ),
  );
