import { arnOf, bucketArn, iamArn, type Place } from "../../aws/arn";

/** Whose resources a deployment may change. */
export interface ApplyScope {
  readonly place: Place;
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
export function applyScopes({ place, network, environments }: ApplyScope): Readonly<Record<string, readonly string[]>> {
  const { accountId } = place;
  const here = (service: string, ...resources: readonly string[]) =>
    resources.map((name) => arnOf(place, service, name));
  const ofEach = (resource: (prefix: string) => string) => environments.map(resource);
  return {
    acm: here("acm", "certificate/*"),
    "application-autoscaling": here("application-autoscaling", "scalable-target/*"),
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
    logs: here("logs", `log-group:/${network}/*`),
    route53: ["arn:aws:route53:::hostedzone/*"],
    s3: [bucketArn(`${network}-*`)],
    secretsmanager: here("secretsmanager", ...ofEach((name) => `secret:${name}/*`)),
    servicediscovery: here("servicediscovery", "namespace/*"),
    sns: here("sns", `${network}-*`),
  };
}
