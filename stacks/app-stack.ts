import type { App } from "cdktf";
import { ApiAlarms } from "../constructs/api/api-alarms";
import { ApiDomain } from "../constructs/api/api-domain";
import { ApiFunction } from "../constructs/api/api-function";
import { DeadLetters } from "../constructs/api/dead-letters";
import { functionPermissions } from "../constructs/api/function-permissions";
import { HttpApi } from "../constructs/api/http-api";
import { boundaryArn } from "../constructs/iam/boundary-arn";
import { ServiceRole } from "../constructs/iam/service-role";
import { EncryptedLogGroup } from "../constructs/logs/encrypted-log-group";
import { loggedBuckets } from "../constructs/pipeline/logged-buckets";
import { contentPolicy } from "../constructs/site/security-headers";
import { Site, type SiteProps } from "../constructs/site/site";
import { type AppStage, LIVE_ALIAS } from "../model/apps";
import { nameOf } from "../model/names";
import type { Network } from "../model/organisation";
import { BaseStack, type Outputs } from "./base-stack";
import { Contract } from "./contract";
import type { DnsStack } from "./dns-stack";
import type { PlatformOutputs, platformContract } from "./platform-stack";

/** What AWS named by itself of an app's site, for what deploys to it. */
export const appContract = new Contract({ keyValueStoreArn: "string", distributionId: "string" });

/** What an app is built upon. */
export interface AppUpstream {
  readonly dns: DnsStack["outputs"];
  readonly platform: PlatformOutputs;
}

/** What an app hands to the stack of its deployer. */
export type AppOutputs = typeof appContract extends Contract<infer K> ? Outputs<K> : never;

/** What the function of an API is made from, and what watches over it. */
interface ApiParts {
  readonly logs: { readonly function: EncryptedLogGroup; readonly access: EncryptedLogGroup };
  readonly deadLetters: DeadLetters;
}

/**
 * An app at one stage: a static site behind CloudFront, and an API behind API Gateway, each under its own name in the network's
 * zone. Made with nothing deployed: the site says that it is not there, the API 404. What they serve is deployed by the stack
 * of its deployer, and no plan takes that back.
 */
export class AppStack extends BaseStack {
  readonly outputs: AppOutputs;

  constructor(app: App, stage: AppStage, network: Network, upstream: AppUpstream) {
    const { stackId, environment, team, source } = stage;
    const production = environment.protection === "production";
    super(app, stackId, {
      network,
      kind: "app",
      environment: environment.name,
      production,
      source,
      tags: { team, service: stage.app, environment: environment.name },
    });
    const platform = this.read(upstream.platform.platform);
    const zone = { id: this.read(upstream.dns).zoneId, domain: network.domain };

    const { bucket, location } = this.createSite(stage, zone, production);
    const parts = this.createApiParts(stage, platform);
    const lambda = this.createFunction(stage, bucket, parts);
    const api = this.createApi(stage, lambda, parts);
    new ApiDomain(this, "api-domain", { host: stage.api.host, zone, api });
    this.createAlarms(stage, { lambda, api, parts, topicArn: platform.alarmTopicArn });
    this.outputs = this.publish(appContract, location);
  }

  /** In production behind a web ACL, and the API is not: AWS attaches none to an HTTP API (docs/adr/0019). */
  private createSite(stage: AppStage, zone: SiteProps["zone"], production: boolean): Site {
    const { stackId, accountId, environment, site, api } = stage;
    return new Site(this, {
      name: nameOf("function", stackId),
      accountId,
      comment: `Site of ${site.host}`,
      releasesComment: `Which release ${site.host} serves`,
      host: site.host,
      zone,
      access: site.access,
      buckets: { releases: site.bucket, accessLogs: site.logBucket, firewallLogs: site.firewallLogBucket },
      readers: [],
      alsoLogged: loggedBuckets(stage.deployer),
      contentPolicy: contentPolicy(`https://${api.host}`),
      retentionDays: environment.logRetentionDays,
      production,
      provider: this.inGlobalRegion(),
    });
  }

  private createApiParts({ stackId, environment, api }: AppStage, { keyArn }: Platform): ApiParts {
    const group = (id: string, name: string) =>
      new EncryptedLogGroup(this, id, { name, retentionDays: environment.logRetentionDays, keyArn });
    return {
      logs: {
        function: group("function-logs", api.functionLogGroup),
        access: group("api-access-logs", api.accessLogGroup),
      },
      deadLetters: new DeadLetters(this, "dead-letters", {
        name: nameOf("queue", stackId, "dead-letters"),
        place: this.place,
      }),
    };
  }

  private createFunction(stage: AppStage, bucket: Site["bucket"], { logs, deadLetters }: ApiParts): ApiFunction {
    const { stackId, accountId, network, environment, title, site, api } = stage;
    const role = new ServiceRole(this, "function-role", {
      name: nameOf("role", stackId, "function"),
      path: `/${network}/${environment.name}/`,
      service: "lambda.amazonaws.com",
      accountId,
      boundaryArn: boundaryArn(accountId, network),
      allow: functionPermissions({ logGroupArn: logs.function.arn, deadLettersArn: deadLetters.arn }),
    });
    return new ApiFunction(this, "function", {
      name: api.functionName,
      description: `${title}: API in ${environment.name}`,
      alias: LIVE_ALIAS,
      codeBucket: bucket.name,
      roleArn: role.arn,
      logs: logs.function,
      deadLettersArn: deadLetters.arn,
      memory: api.memory,
      concurrency: api.concurrency,
      // The origin last: it is the site's, whatever the catalogue says.
      variables: { ...api.variables, WEB_ORIGIN: originOf(site) },
    });
  }

  private createApi({ stackId, title, environment, site, api }: AppStage, target: ApiFunction, { logs }: ApiParts) {
    return new HttpApi(this, "api", {
      name: stackId,
      description: `${title}: API in ${environment.name}`,
      target,
      origin: originOf(site),
      accessLogs: logs.access,
      requestsPerSecond: api.requestsPerSecond,
    });
  }

  private createAlarms({ stackId, api: { deploymentAlarms } }: AppStage, { lambda, api, parts, topicArn }: Watched) {
    new ApiAlarms(this, "alarms", {
      name: stackId,
      deploymentAlarms,
      api,
      function: { name: lambda.name, alias: lambda.alias.name },
      deadLetters: parts.deadLetters.name,
      logs: { function: parts.logs.function.name, access: parts.logs.access.name },
      topicArn,
    });
  }
}

type Platform = ReturnType<typeof platformContract.read>;

/** What alarms watch over, and whom they tell. */
interface Watched {
  readonly lambda: ApiFunction;
  readonly api: HttpApi;
  readonly parts: ApiParts;
  readonly topicArn: string;
}

/** Where the pages of a site come from, as browsers name it. */
const originOf = ({ host }: AppStage["site"]): string => `https://${host}`;
