import type { App } from "cdktf";
import type { Place } from "../aws/arn";
import { HostRoute } from "../constructs/balancing/host-route";
import { BlueGreenDeployment } from "../constructs/compute/blue-green-deployment";
import { FargateService, type ServiceConnectProps } from "../constructs/compute/fargate-service";
import { FargateTask } from "../constructs/compute/fargate-task";
import { ServiceFirewall } from "../constructs/compute/service-firewall";
import { ServiceScaling } from "../constructs/compute/service-scaling";
import { TaskRoles } from "../constructs/compute/task-roles";
import { boundaryArn } from "../constructs/iam/boundary-arn";
import { EncryptedLogGroup } from "../constructs/logs/encrypted-log-group";
import { ServiceAlarms } from "../constructs/monitoring/service-alarms";
import { Secrets } from "../constructs/secrets/secrets";
import { nameOf } from "../model/names";
import type { ImageRepository, Network, ServiceInEnvironment } from "../model/organisation";
import { rotationText } from "../model/secrets";
import type { Waiver } from "../policies/waiver";
import { BaseStack } from "./base-stack";
import type { platformContract } from "./platform-stack";
import {
  balancerOf,
  calleeOf,
  namespaceOf,
  type ServiceOutputs,
  type ServiceUpstream,
  serviceContract,
} from "./service-upstream";

/**
 * One microservice in one environment: its task, who may reach it, its way in, its alarms, its limits.
 *
 * @throws Error when something that the service needs is not there: a load balancer, a namespace, a service it calls.
 */
export class ServiceStack extends BaseStack {
  readonly outputs: ServiceOutputs;

  constructor(app: App, service: ServiceInEnvironment, network: Network, upstream: ServiceUpstream) {
    const { stackId, environment, name, team, source, port, tasks } = service;
    const tags = { team, service: name, environment: environment.name };
    super(app, stackId, {
      network,
      kind: "service",
      environment: environment.name,
      production: environment.protection === "production",
      source,
      tags,
    });
    const vpc = this.read(upstream.vpc);
    const dns = this.read(upstream.dns);
    const platform = this.read(upstream.platform.platform);
    const balancer = this.read(balancerOf(service, network, upstream.platform));

    const logs = new EncryptedLogGroup(this, "logs", {
      name: `/${network.name}/${environment.name}/${name}`,
      retentionDays: environment.logRetentionDays,
      keyArn: platform.keyArn,
    });
    const task = this.createTask(service, network, platform, logs);
    const route = new HostRoute(this, "route", {
      name: nameOf("targetGroup", stackId),
      ...(isBlueGreen(service) && { secondName: nameOf("targetGroup", stackId, "green") }),
      host: service.host,
      priority: service.priority,
      vpcId: vpc.vpcId,
      port,
      healthPath: service.health,
      loadBalancer: balancer,
      zoneId: dns.zoneId,
      // The internal load balancer has IPv4 addresses only.
      ipv6: network.ipv6 && service.access === "public",
    });
    const firewall = new ServiceFirewall(this, "firewall", {
      name: nameOf("securityGroup", stackId),
      vpcId: vpc.vpcId,
      ipv6: network.ipv6,
    });
    firewall.allowFrom({ securityGroupId: balancer.securityGroupId, port, targets: route.targetGroup });
    for (const callee of service.dependencies) {
      firewall.allowTo({ ...callee, ...this.read(calleeOf(callee, service, upstream)) });
    }
    const connect = isBlueGreen(service) ? undefined : this.connect(service, network, upstream);
    const { targetGroup, secondTargetGroup } = route;
    const alarms = new ServiceAlarms(this, "alarms", {
      serviceName: stackId,
      clusterName: platform.clusterName,
      loadBalancerArnSuffix: balancer.arnSuffix,
      targetGroupArnSuffixes: [targetGroup, secondTargetGroup].flatMap((group) => group?.arnSuffix ?? []),
      ...(connect && { discoveryName: connect.discoveryName }),
      minTasks: tasks.min,
      logGroupName: logs.name,
      topicArn: platform.alarmTopicArn,
    });
    const running = new FargateService(this, "service", {
      name: stackId,
      clusterArn: platform.clusterArn,
      task,
      route,
      subnets: vpc.privateSubnets,
      securityGroupId: firewall.securityGroupId,
      tasks: tasks.min,
      capacity: environment.capacity,
      deployment: connect ? { connect, rollbackAlarms: alarms.serverErrors } : "code-deploy",
      logs: { groupName: logs.name, region: network.region },
      exec: environment.exec,
    });
    if (isBlueGreen(service)) {
      new BlueGreenDeployment(this, "deployment", {
        name: stackId,
        role: {
          name: nameOf("role", stackId, "deployment"),
          path: `/${network.name}/${environment.name}/`,
          boundaryArn: boundaryArn(network.account.id, network.name),
        },
        place: this.place,
        cluster: { name: platform.clusterName },
        serviceName: running.name,
        taskRoleArns: task.roleArns,
        route,
        listenerArn: balancer.listenerArn,
        shift: environment.protection === "production" ? "canary" : "all-at-once",
        rollbackAlarms: alarms.serverErrors,
      });
    }
    new ServiceScaling(this, "scaling", { clusterName: platform.clusterName, serviceName: running.name, tasks });
    this.outputs = this.publish(serviceContract, { securityGroupId: firewall.securityGroupId });
  }

  /** How other services in its environment reach it. */
  private connect(service: ServiceInEnvironment, network: Network, { platform }: ServiceUpstream): ServiceConnectProps {
    const { environment, name } = service;
    return {
      namespaceArn: this.read(namespaceOf(service, network, platform)).arn,
      alias: name,
      // Environments share the metrics of Service Connect, which know no namespace.
      discoveryName: `${environment.name}-${name}`,
    };
  }

  private createTask(
    service: ServiceInEnvironment,
    network: Network,
    platform: Platform,
    logs: EncryptedLogGroup,
  ): FargateTask {
    const { stackId, environment, name } = service;
    const { place } = this;
    const secrets = new Secrets(this, "secrets", {
      secrets: Object.entries(service.secrets).map(([variable, { rotation, ...secret }]) => ({
        ...secret,
        variable,
        rotation: rotationText(rotation),
      })),
      reader: `${name} in ${environment.name}`,
      keyArn: platform.keyArn,
      recoveryDays: environment.protection === "production" ? 30 : 7,
    });
    const roles = new TaskRoles(this, "roles", {
      names: { execution: nameOf("role", stackId, "execution"), task: nameOf("role", stackId, "task") },
      path: `/${network.name}/${environment.name}/`,
      place,
      boundaryArn: boundaryArn(place.accountId, network.name),
      repositories: repositoriesOf(service),
      logGroupArn: logs.arn,
      secrets: { arns: secrets.arns, keyArn: platform.keyArn },
      ...(environment.exec && { shells: { ...platform, logGroupArn: platform.execLogGroupArn } }),
    });
    return new FargateTask(this, "task", {
      family: stackId,
      size: service.size,
      executionRoleArn: roles.executionRoleArn,
      taskRoleArn: roles.taskRoleArn,
      exec: environment.exec,
      architecture: service.architecture === "arm64" ? "ARM64" : "X86_64",
      waivers: service.healthCommand === "none" ? [hasNoHealthCommand(service.team)] : [],
      container: {
        name,
        image: bootstrapImage(place, service.image),
        port: service.port,
        healthPath: service.health,
        ...(service.healthCommand !== undefined && { healthCommand: service.healthCommand }),
        logs: { groupName: logs.name, region: place.region },
        variables: service.variables,
        secrets: secrets.byVariable,
      },
    });
  }
}

const isBlueGreen = ({ deployment }: ServiceInEnvironment): boolean => deployment === "blue-green";

type Platform = ReturnType<typeof platformContract.read>;

/** Snapshots are overwritten, so what was tested need not be what runs: production takes releases alone. */
const repositoriesOf = ({ image, environment }: ServiceInEnvironment): readonly string[] =>
  environment.protection === "production" ? [image.release] : [image.release, image.snapshot];

/** The catalogue says so, and a team looks once a year whether it still has to. */
const hasNoHealthCommand = (team: string): Waiver => ({
  rule: "container-has-a-health-check",
  reason: "The image holds no program that could ask; the load balancer alone asks the service.",
  owner: team,
  expires: "2027-10-31",
});

/**
 * The image that Terraform's own revisions name. Nobody pushes it: the first promotion names the first real image, and
 * until then no task starts.
 */
const bootstrapImage = ({ accountId, region }: Place, { release }: ImageRepository): string =>
  `${accountId}.dkr.ecr.${region}.amazonaws.com/${release}:bootstrap`;
