import type { AddressRange } from "../aws/address-range";
import type { FargateSize } from "../aws/fargate-sizes";
import type { LogRetentionDays } from "../aws/log-retention";
import type { QuotaName } from "../aws/quotas";
import type { App, AppStage } from "./apps";
import type { CodeHosting } from "./code-repositories";
import type { IgnoredDrift } from "./ignored-drift";
import type { Retirement } from "./retirements";
import type { DeclaredSecret } from "./secrets";
import type { SiteLine, SitePlace } from "./sites";

/**
 * The catalogue after it was read and checked: every reference resolved, every default filled in, every derived name made.
 * Stacks are built from these values alone, so nothing below this line needs to be checked again.
 */
export interface Organisation {
  /** Short name; part of every globally unique name, such as the state bucket's. */
  readonly name: string;
  /** This repository on GitHub, as `owner/name`. */
  readonly repository: string;
  readonly github: GitHubRepository;
  /** The networks, sorted by name. */
  readonly networks: readonly Network[];
  /** The lines of static sites, sorted by name. */
  readonly siteLines: readonly SiteLine[];
  /** The apps with their deployers, sorted by name. */
  readonly apps: readonly App[];
  /**
   * What the organisation has on GitHub.
   * @default - the catalogue describes no repositories, or another branch deploys them
   */
  readonly hosting?: CodeHosting;
  /**
   * What `infra drift` leaves out.
   * @default - nothing
   */
  readonly ignoredDrift?: readonly IgnoredDrift[];
}

/** This repository on GitHub, as its tokens name it to AWS. */
export interface GitHubRepository {
  readonly owner: string;
  readonly ownerId: number;
  readonly repository: string;
  readonly repositoryId: number;
  /** Which form of subject its tokens have: names with ids, or names alone. */
  readonly subjects: "immutable" | "legacy";
}

/** An AWS account. */
export interface Account {
  readonly name: string;
  /** Twelve digits, kept as text because of leading zeros. */
  readonly id: string;
  /** The network whose bootstrap makes what an account has once: the trust in GitHub, and the trail. */
  readonly guardedBy: string;
  /**
   * What AWS raised for this account: limits by the name of the quota in aws/quotas.ts.
   * @default - what every new account gets
   */
  readonly quotas?: Readonly<Partial<Record<QuotaName, number>>>;
}

/** A VPC with its platform, registry and zones. It is planned and deployed from the branch of its own name. */
export interface Network {
  readonly name: string;
  /** Short name of the organisation, with which names of buckets begin. */
  readonly organisation: string;
  readonly account: Account;
  readonly region: string;
  /** The DNS zone that this network owns. */
  readonly domain: string;
  readonly cidr: AddressRange;
  /** Availability zones, two or three, in the order of their subnets. */
  readonly zones: readonly string[];
  /** How private subnets reach the internet. */
  readonly nat: "none" | "one" | "one-per-zone";
  readonly ipv6: boolean;
  /** AWS services reached by an endpoint of their own inside the VPC, by the short name that AWS uses: `ecr.api`. */
  readonly interfaceEndpoints: readonly string[];
  readonly flowLogRetentionDays: LogRetentionDays;
  readonly logRetentionDays: LogRetentionDays;
  /** Address ranges outside the VPC that may reach the internal load balancer. */
  readonly internalAccess: readonly AddressRange[];
  /** Whether a load balancer faces the internet, besides the internal one. */
  readonly publicLoadBalancer: boolean;
  /** Who is told when an alarm fires, by e-mail. */
  readonly alarmEmails: readonly string[];
  /** True when an environment of this network is production: deletion guards go up. */
  readonly production: boolean;
  /** Where Terraform keeps the state of this network's stacks. */
  readonly state: StateLocation;
  /** Name of the bucket of this network's release records. */
  readonly recordBucket: string;
  /** Name of the bucket in which S3 and CloudTrail tell who used what. */
  readonly auditBucket: string;
  /** Tags of every resource of this network; stacks add their own. */
  readonly tags: Readonly<Record<string, string>>;
  /** The environments on this network, sorted by name. */
  readonly environments: readonly Environment[];
  /** The image repositories that services on this network use, sorted by name. */
  readonly repositories: readonly ImageRepository[];
  /** The services deployed to an environment of this network, dependencies before their dependants. */
  readonly services: readonly ServiceInEnvironment[];
  /** Where static sites are on this network, sorted by stack. */
  readonly sites: readonly SitePlace[];
  /** The stages of apps on this network, sorted by stack. */
  readonly apps: readonly AppStage[];
  /** What leaves: whole stacks of this network, and resources of stacks that live on. Sorted by stack. */
  readonly retiring: readonly Retirement[];
  /** The catalogue file that it comes from. */
  readonly source: string;
}

/** The S3 bucket of a network's states. The key of each state is its stack's id. */
export interface StateLocation {
  readonly bucket: string;
  readonly region: string;
}

/** A stage of delivery, on one network. */
export interface Environment {
  readonly name: string;
  /** Services answer on a host of this domain: `orders.<domain>`. */
  readonly domain: string;
  readonly protection: "none" | "production";
  readonly logRetentionDays: LogRetentionDays;
  /** Which Fargate capacity tasks run on: interruptible at a discount, or not. */
  readonly capacity: "spot" | "on-demand";
  /** Whether people may open a shell in a running task. Never true where `protection` is `production`. */
  readonly exec: boolean;
  readonly source: string;
}

/** Where the images of a service lie: immutable releases, and snapshots that are overwritten. */
export interface ImageRepository {
  /** Name in the catalogue. */
  readonly name: string;
  /** Name in ECR of the releases: `dev/orders`. */
  readonly release: string;
  /** Name in ECR of the snapshots: `dev/orders-snapshot`. */
  readonly snapshot: string;
}

/** One microservice in one environment. */
export interface ServiceInEnvironment {
  readonly name: string;
  readonly team: string;
  /** `<environment>-service-<name>`: id of the stack, key of the state, prefix of derived names. */
  readonly stackId: string;
  readonly environment: Environment;
  /** `public` puts the service behind the load balancer that faces the internet, `internal` behind the other one. */
  readonly access: "internal" | "public";
  /** Full host name on which the load balancer passes requests to this service. */
  readonly host: string;
  /** Of the listener rule, 1 to 50,000; stable, and unique on its load balancer. */
  readonly priority: number;
  readonly image: ImageRepository;
  /** Port that the container listens on. */
  readonly port: number;
  readonly size: FargateSize;
  /** Path that answers 200 when the service is well. */
  readonly health: string;
  /** How ECS checks a task from within, as Docker writes it; absent, it asks `health` over HTTP. */
  readonly healthCommand?: readonly string[] | "none";
  /** What the images are built for. */
  readonly architecture: "x86_64" | "arm64";
  readonly tasks: { readonly min: number; readonly max: number };
  /** How a new version takes over: task by task, or beside the old one, by CodeDeploy. */
  readonly deployment: "rolling" | "blue-green";
  /** Plain settings, by the name of the environment variable. */
  readonly variables: Readonly<Record<string, string>>;
  /** Secrets in Secrets Manager, by the name of the environment variable that gets the value. */
  readonly secrets: Readonly<Record<string, DeclaredSecret>>;
  /** The services that this one calls, in the same environment, sorted by name. */
  readonly dependencies: readonly ServiceReference[];
  readonly source: string;
}

/** A service as its callers know it. */
export interface ServiceReference {
  readonly name: string;
  readonly stackId: string;
  readonly port: number;
}

/**
 * The part of an organisation that one branch of this repository deploys.
 *
 * @throws Error when no network is deployed from a branch of that name.
 */
export function ofBranch(organisation: Organisation, branch: string): Organisation {
  const networks = organisation.networks.filter(({ name }) => name === branch);
  if (networks.length === 0) {
    const known = organisation.networks.map(({ name }) => name).join(", ");
    throw new Error(`no network is deployed from the branch "${branch}"; there are ${known}`);
  }
  const { hosting, ...others } = organisation;
  return { ...others, networks, ...(hosting?.network.name === branch && { hosting }) };
}
