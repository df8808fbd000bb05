import { ServiceDiscoveryHttpNamespace } from "@cdktf/provider-aws/lib/service-discovery-http-namespace";
import type { App } from "cdktf";
import { AlarmTopic } from "../.gen/modules/alarm-topic";
import { AccessLogBucket } from "../constructs/balancing/access-log-bucket";
import {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
} from "../constructs/balancing/application-load-balancer";
import { Cluster } from "../constructs/compute/cluster";
import { Certificate } from "../constructs/dns/certificate";
import { alarmsUseKey, Key, logsUseKey } from "../constructs/encryption/key";
import { EncryptedLogGroup } from "../constructs/logs/encrypted-log-group";
import { nameOf } from "../model/names";
import type { Environment, Network } from "../model/organisation";
import { shipSources } from "./adopted-module";
import { BaseStack, type Outputs } from "./base-stack";
import { Contract } from "./contract";
import type { DnsStack } from "./dns-stack";
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

/** What the listeners of a network show to clients. */
type Certificates = Pick<ApplicationLoadBalancerProps, "certificateArn" | "additionalCertificateArns">;

type OutputsOf<C> = C extends Contract<infer K> ? Outputs<K> : never;

/**
 * What the services of a network run on: the cluster, the ways in, the namespaces in which they find each other, the key,
 * and the topic that is told of alarms.
 *
 * The certificates stand here, beside the listeners that hold them, because ACM deletes none that is in use: only within one
 * state does Terraform take one from its listeners first. The first deployment waits for them, up to 75 minutes, until the
 * network's zone is delegated to; if that takes longer it fails, and can be repeated.
 */
export class PlatformStack extends BaseStack {
  readonly outputs: PlatformOutputs;

  constructor(app: App, network: Network, { vpc, dns }: PlatformUpstream) {
    super(app, `${network.name}-platform`, { network, kind: "platform", source: network.source });
    const key = this.createKey(network);
    const execLogs = this.createExecLogs(network, key);
    const cluster = this.createCluster(network, key, execLogs);
    const certificates = this.createCertificates(network, this.read(dns).zoneId);
    this.outputs = {
      platform: this.publish(platformContract, {
        clusterArn: cluster.arn,
        clusterName: cluster.name,
        execLogGroupArn: execLogs.arn,
        keyArn: key.arn,
        alarmTopicArn: this.createAlarmTopic(network, key).arnOutput,
      }),
      loadBalancers: this.createLoadBalancers(network, this.read(vpc), certificates),
      namespaces: new Map(network.environments.map(({ name }) => [name, this.createNamespace(name)])),
    };
  }

  private createKey(network: Network): Key {
    const { place } = this;
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

  private createCertificates(network: Network, zoneId: string): Certificates {
    const zone = { id: zoneId, domain: network.domain };
    const create = (id: string, domain: string) => new Certificate(this, id, { name: `*.${domain}`, zone }).arn;
    return {
      certificateArn: create("certificate", network.domain),
      additionalCertificateArns: Object.fromEntries(
        environmentsWithCertificate(network).map(({ name, domain }) => [name, create(`certificate-${name}`, domain)]),
      ),
    };
  }

  private createLoadBalancers(
    network: Network,
    vpc: VpcOutputs,
    certificates: Certificates,
  ): PlatformOutputs["loadBalancers"] {
    const shared = {
      ...certificates,
      vpcId: vpc.vpcId,
      vpcCidr: network.cidr,
      accessLogs: this.createAccessLogBucket(network),
      deletionProtection: network.production,
    };
    const internal = new ApplicationLoadBalancer(this, "internal-load-balancer", {
      ...shared,
      name: nameOf("loadBalancer", network.name, "internal"),
      scheme: "internal",
      subnets: vpc.privateSubnets,
      // Never the VPC's own range: every task could call every service then, past what dependsOn says.
      allowFrom: network.internalAccess,
      // Who comes from an office or a VPN comes over IPv4.
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
      place: this.place,
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

/** The environments with a domain of their own: a wildcard covers one label, so the network's certificate does not reach them. */
const environmentsWithCertificate = ({ domain, environments }: Network): readonly Environment[] =>
  environments.filter((environment) => environment.domain !== domain);
