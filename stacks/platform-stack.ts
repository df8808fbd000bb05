import { ServiceDiscoveryHttpNamespace } from "@cdktf/provider-aws/lib/service-discovery-http-namespace";
import { type App, propertyAccess, Token } from "cdktf";
import { AlarmTopic } from "../.gen/modules/alarm-topic";
import type { Place } from "../aws/arn";
import { AccessLogBucket } from "../constructs/balancing/access-log-bucket";
import { ApplicationLoadBalancer } from "../constructs/balancing/application-load-balancer";
import { Cluster } from "../constructs/compute/cluster";
import { alarmsUseKey, Key, logsUseKey } from "../constructs/encryption/key";
import { EncryptedLogGroup } from "../constructs/logs/encrypted-log-group";
import { nameOf } from "../model/names";
import type { Network } from "../model/organisation";
import { shipSources } from "./adopted-module";
import { BaseStack, type Outputs } from "./base-stack";
import { Contract } from "./contract";
import { type DnsOutputs, type DnsStack, environmentsWithCertificate } from "./dns-stack";
import type { NetworkStack, VpcOutputs } from "./network-stack";

/** What all services of a network share. */
export const platformContract = new Contract({
  clusterArn: "string",
  clusterName: "string",
  execLogGroupArn: "string",
  keyArn: "string",
  alarmTopicArn: "string",
});

/** One of the load balancers. The values are explained at the construct `ApplicationLoadBalancer`. */
export const loadBalancerContract = (access: "internal" | "public") =>
  new Contract(
    { listenerArn: "string", dnsName: "string", zoneId: "string", securityGroupId: "string", arnSuffix: "string" },
    `${access}_load_balancer`,
  );

/** The namespace in which the services of one environment find each other. */
export const namespaceContract = (environment: string) => new Contract({ arn: "string" }, `${environment}_namespace`);

/** What a platform is built upon. */
export interface PlatformUpstream {
  readonly vpc: NetworkStack["outputs"];
  readonly dns: DnsStack["outputs"];
}

/** What the platform hands to the stacks that run on it. */
export interface PlatformOutputs {
  readonly platform: OutputsOf<typeof platformContract>;
  readonly loadBalancers: {
    readonly internal: OutputsOf<ReturnType<typeof loadBalancerContract>>;
    readonly public?: OutputsOf<ReturnType<typeof loadBalancerContract>>;
  };
  /** By the name of the environment. */
  readonly namespaces: ReadonlyMap<string, OutputsOf<ReturnType<typeof namespaceContract>>>;
}

type OutputsOf<C> = C extends Contract<infer K> ? Outputs<K> : never;

/**
 * What the services of a network run on: the cluster, the ways in, the namespaces in which they find each other, the key,
 * and the topic that is told of alarms.
 */
export class PlatformStack extends BaseStack {
  readonly outputs: PlatformOutputs;

  constructor(app: App, network: Network, { vpc, dns }: PlatformUpstream) {
    super(app, `${network.name}-platform`, { network, kind: "platform", source: network.source });
    const key = this.createKey(network);
    const execLogs = this.createExecLogs(network, key);
    const cluster = this.createCluster(network, key, execLogs);
    this.outputs = {
      platform: this.publish(platformContract, {
        clusterArn: cluster.arn,
        clusterName: cluster.name,
        execLogGroupArn: execLogs.arn,
        keyArn: key.arn,
        alarmTopicArn: this.createAlarmTopic(network, key).arnOutput,
      }),
      loadBalancers: this.createLoadBalancers(network, this.read(vpc), this.read(dns)),
      namespaces: new Map(network.environments.map(({ name }) => [name, this.createNamespace(name)])),
    };
  }

  private createKey(network: Network): Key {
    const place = placeOf(network);
    return new Key(this, "key", {
      alias: nameOf("key", network.name, "platform"),
      description: `Logs, secrets, alarms and shells of the network ${network.name}`,
      place,
      allow: [logsUseKey(place, `/${network.name}/`), alarmsUseKey(place)],
      preventDestroy: network.production,
    });
  }

  private createExecLogs({ name, logRetentionDays }: Network, key: Key): EncryptedLogGroup {
    return new EncryptedLogGroup(this, "exec-logs", {
      name: `/${name}/exec`,
      retentionDays: logRetentionDays,
      keyArn: key.arn,
    });
  }

  private createCluster({ name }: Network, key: Key, execLogs: EncryptedLogGroup): Cluster {
    return new Cluster(this, "cluster", { name: nameOf("cluster", name), keyArn: key.arn, execLogs });
  }

  private createAlarmTopic({ name, account, alarmEmails }: Network, key: Key): AlarmTopic {
    const topic = new AlarmTopic(this, "alarm-topic", {
      name: nameOf("topic", name, "alarms"),
      accountId: account.id,
      kmsKeyArn: key.arn,
      emails: [...alarmEmails],
      skipAssetCreationFromLocalModules: true,
    });
    shipSources(topic, "alarm-topic");
    return topic;
  }

  private createLoadBalancers(network: Network, vpc: VpcOutputs, dns: DnsOutputs): PlatformOutputs["loadBalancers"] {
    const shared = {
      vpcId: vpc.vpcId,
      vpcCidr: network.cidr,
      certificateArn: dns.certificate,
      additionalCertificateArns: certificatesByEnvironment(network, dns.environmentCertificates),
      accessLogs: this.createAccessLogBucket(network),
      deletionProtection: network.production,
    };
    const internal = new ApplicationLoadBalancer(this, "internal-load-balancer", {
      ...shared,
      name: nameOf("loadBalancer", network.name, "internal"),
      scheme: "internal",
      subnets: vpc.privateSubnets,
      allowFrom: [network.cidr],
      // AWS chooses the IPv6 range of a VPC, so no rule could name it here; inside, IPv4 reaches everything.
      ipv6: false,
    });
    const outward =
      network.publicLoadBalancer &&
      new ApplicationLoadBalancer(this, "public-load-balancer", {
        ...shared,
        name: nameOf("loadBalancer", network.name, "public"),
        scheme: "public",
        subnets: vpc.publicSubnets,
        allowFrom: network.ipv6 ? ["0.0.0.0/0", "::/0"] : ["0.0.0.0/0"],
        ipv6: network.ipv6,
      });
    return {
      internal: this.publish(loadBalancerContract("internal"), internal),
      ...(outward && { public: this.publish(loadBalancerContract("public"), outward) }),
    };
  }

  private createAccessLogBucket(network: Network): AccessLogBucket {
    return new AccessLogBucket(this, "access-logs", {
      name: nameOf("bucket", network.name, "access-logs", network.account.id),
      place: placeOf(network),
      retentionDays: network.logRetentionDays,
      preventDestroy: network.production,
    });
  }

  /**
   * Names of environments are unique in the organisation, and `internal` is reserved for private use (ICANN, 2024): so the
   * namespace clashes with nothing in the account, and the names that Service Connect derives from it
   * (`orders.<namespace>`) never hide the public host of a service.
   */
  private createNamespace(environment: string): OutputsOf<ReturnType<typeof namespaceContract>> {
    const namespace = new ServiceDiscoveryHttpNamespace(this, `${environment}-namespace`, {
      name: `${environment}.internal`,
      description: `Services of the environment ${environment}`,
    });
    return this.publish(namespaceContract(environment), { arn: namespace.arn });
  }
}

const placeOf = ({ account, region }: Network): Place => ({ accountId: account.id, region });

/** The certificates that do not cover the network's own domain, by environment. A missing one fails the plan. */
const certificatesByEnvironment = (network: Network, arns: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    environmentsWithCertificate(network).map(({ name }, index) => [
      name,
      Token.asString(propertyAccess(arns, [index])),
    ]),
  );
