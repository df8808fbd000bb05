import type { DeliveryProfile, DeliveryStage } from "./delivery";
import type { Environment } from "./organisation";

/** A line of static sites: one code, a site at each stage and one for each client. */
export interface SiteLine {
  readonly name: string;
  /** What it is, for people. */
  readonly title: string;
  readonly team: string;
  readonly repository: SiteRepository;
  /** Labels that no client gets, sorted; those of the stages' own sites are among them. */
  readonly reserved: readonly string[];
  /** In the order in which a version passes them. */
  readonly stages: readonly SiteStage[];
  /** The catalogue file that it comes from. */
  readonly source: string;
}

/** The repository of a line's code. */
export interface SiteRepository {
  /** Its owner on GitHub. */
  readonly owner: string;
  readonly name: string;
  /** Its number on GitHub, which nobody else ever gets. */
  readonly id: number;
}

/** A stage of a line: what it is for, where it takes versions from, and where its sites are. */
export interface SiteStage extends DeliveryStage {
  readonly place: SitePlace;
  /** Its one site; undefined where each client has one. */
  readonly site: OwnSite | undefined;
}

/** The one site of a stage. */
export interface OwnSite {
  /** `edgecafe.qro.equipweb.biz` */
  readonly host: string;
  readonly apiUrl: string;
}

/** Where the sites of a line are in one environment: one stack, with one bucket and one distribution for all of them. */
export interface SitePlace {
  /** `<environment>-sites-<line>`: id of the stack, key of the state, prefix of derived names. */
  readonly stackId: string;
  readonly line: string;
  readonly title: string;
  readonly team: string;
  /** Name of the network that it is on. */
  readonly network: string;
  readonly environment: Environment;
  readonly accountId: string;
  readonly region: string;
  /** Its sites are called `<label>.<suffix>`. */
  readonly suffix: string;
  /** Whether its sites ask for a password. */
  readonly access: "public" | "password";
  /** Name of the bucket of its releases and records. */
  readonly bucket: string;
  /** Names of the buckets into which AWS writes who asked for what. */
  readonly logBuckets: SiteLogBuckets;
  readonly role: SiteRole;
  /** Places whose releases and records its role reads, sorted by stack. */
  readonly takesFrom: readonly SiteNeighbour[];
  /** Places whose roles read its releases and records, sorted by stack. */
  readonly givesTo: readonly SiteNeighbour[];
  /** Jobs that may take its role, sorted by environment and repository. */
  readonly jobs: readonly SiteJob[];
  readonly source: string;
}

/** Where AWS writes who asked the sites of a place for what. */
export interface SiteLogBuckets {
  /** What CloudFront answered, and what S3 was asked for. */
  readonly access: string;
  /** What the web ACL saw; WAF writes to no bucket that is not called `aws-waf-logs-…`. */
  readonly firewall: string;
}

/** The role that publishes and promotes at a place. */
export interface SiteRole {
  readonly name: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly arn: string;
}

/** What one place has to know of another one, which may be in another account. */
export interface SiteNeighbour {
  readonly stackId: string;
  readonly accountId: string;
  readonly bucket: string;
  readonly roleArn: string;
}

/** A job on GitHub that deploys sites: in the repository of their code, or in this one, always by a workflow of this one. */
export interface SiteJob {
  readonly repositoryId: number;
  /** The whole subject of its token. */
  readonly subject: string;
  /** The workflow file that it is written in, with its branch, as tokens name it. */
  readonly workflow: string;
}

/** How the versions of a line go from stage to stage. */
export const siteDelivery = ({ name, stages }: SiteLine): DeliveryProfile => ({ application: name, stages });

/** The places of a line, one an environment, in the order of its stages. */
export const placesOf = ({ stages }: Pick<SiteLine, "stages">): readonly SitePlace[] => [
  ...new Map(stages.map(({ place }) => [place.stackId, place])).values(),
];

/** Id of the stack of a line's sites in an environment. */
export const sitesStackId = (environment: string, line: string): string => `${environment}-sites-${line}`;

/** The GitHub environment in which a stage is deployed, and whose reviewers approve it; of another source than its first, `qro-rc-to-client`. */
export const siteEnvironment = (line: string, stage: string, from?: string): string =>
  from === undefined ? `${line}-${stage}` : `${line}-${from}-to-${stage}`;

/** The workflow file that deploys a stage; from another source than its first, `deploy-from-rc-to-client.yml`. */
export const siteWorkflow = (stage: string, from?: string): string =>
  from === undefined ? `deploy-to-${stage}.yml` : `deploy-from-${from}-to-${stage}.yml`;

/** The workflow file that rolls back the sites of every stage, each in the environment of its first source. */
export const ROLL_BACK_WORKFLOW = "roll-back-site.yml";

/** The workflow file that deploys a stage to every client that there is, in the environment of its first source. */
export const allClientsWorkflow = (stage: string): string => `deploy-to-all-${stage}s.yml`;

/** The branch of this repository whose workflows deploy sites. */
export const SITE_WORKFLOWS_BRANCH = "main";
