import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { App } from "cdktf";
import { AlarmTopic } from "../../.gen/modules/alarm-topic";
import { BaseStack, type Outputs } from "../../stacks/base-stack";
import { Contract } from "../../stacks/contract";
import { aNetwork } from "../support/organisation";

const networkContract = new Contract({ vpcId: "string", subnetIds: "list", cidr: "string" });
const platformContract = new Contract({ vpcId: "string", topicArn: "string", queueUrl: "string" });

type NetworkOutputs = Outputs<{ vpcId: "string"; subnetIds: "list"; cidr: "string" }>;
type PlatformOutputs = Outputs<{ vpcId: "string"; topicArn: "string"; queueUrl: "string" }>;

/** Six resources, two of them of an HCL module, and a value of each sort to hand on: known, unknown, a list of unknowns. */
class NetworkStack extends BaseStack {
  readonly outputs: NetworkOutputs;

  constructor(app: App) {
    super(app, "dev-network", { network: aNetwork(), kind: "network", source: "catalogue/networks/dev.yaml" });
    const vpc = new Vpc(this, "vpc", { cidrBlock: "10.10.0.0/16" });
    const subnets = ["a", "b"].map(
      (zone, index) =>
        new Subnet(this, `subnet-${zone}`, {
          vpcId: vpc.id,
          cidrBlock: `10.10.${index}.0/24`,
          availabilityZone: `eu-west-1${zone}`,
        }),
    );
    new AlarmTopic(this, "alarms", {
      name: "dev-alarms",
      accountId: "111111111111",
      kmsKeyArn: "arn:aws:kms:eu-west-1:111111111111:key/3c2a1f6e-0000-4000-8000-000000000000",
      emails: ["sre@equipweb.biz"],
    });
    const values = { vpcId: vpc.id, subnetIds: subnets.map(({ id }) => id), cidr: vpc.cidrBlock };
    this.outputs = this.publish(networkContract, values);
  }
}

/** In the middle: hands on what it read, beside what it makes. */
class PlatformStack extends BaseStack {
  readonly outputs: PlatformOutputs;

  constructor(app: App, upstream: NetworkOutputs) {
    super(app, "dev-platform", { network: aNetwork(), kind: "platform", source: "catalogue/networks/dev.yaml" });
    const { vpcId, subnetIds } = this.read(upstream);
    new Lb(this, "lb", { name: "dev", internal: true, subnets: [...subnetIds] });
    const topic = new SnsTopic(this, "topic", { name: "dev-events" });
    const queue = new SqsQueue(this, "queue", { name: "dev-events" });
    this.outputs = this.publish(platformContract, { vpcId, topicArn: topic.arn, queueUrl: queue.url });
  }
}

class ServiceStack extends BaseStack {
  constructor(app: App, id: string, upstream: PlatformOutputs, region = "eu-west-1") {
    const network = aNetwork({ region, tags: { service: id } });
    super(app, id, { network, kind: "service", environment: "dev", source: "catalogue/services/orders.yaml" });
    const { vpcId, topicArn } = this.read(upstream);
    new SecurityGroup(this, "group", { name: id, vpcId });
    const queue = new SqsQueue(this, "queue", { name: id });
    new SnsTopicSubscription(this, "subscription", { topicArn, protocol: "sqs", endpoint: queue.arn });
  }
}

/** Two configurations of the AWS provider, as where CloudFront needs something in us-east-1. */
class SitesStack extends BaseStack {
  constructor(app: App) {
    super(app, "dev-sites", { network: aNetwork(), kind: "sites", source: "catalogue/sites/qro.yaml" });
    const global = new AwsProvider(this, "us-east-1", {
      alias: "us_east_1",
      region: "us-east-1",
      allowedAccountIds: ["111111111111"],
      assumeRole: [{ roleArn: "arn:aws:iam::111111111111:role/deploy" }],
      defaultTags: [{ tags: { where: "us-east-1" } }],
    });
    new SqsQueue(this, "here", { name: "here" });
    new SqsQueue(this, "there", { name: "there", provider: global });
  }
}

/** Its first resource is refused by the provider, its second is not; and it has one output. */
class BrokenStack extends BaseStack {
  readonly outputs: PlatformOutputs;

  constructor(app: App) {
    super(app, "dev-broken", { network: aNetwork(), kind: "platform", source: "catalogue/networks/dev.yaml" });
    new SqsQueue(this, "refused", { name: "refused", visibilityTimeoutSeconds: 1_000_000 });
    const topic = new SnsTopic(this, "topic", { name: "fine" });
    this.outputs = this.publish(platformContract, { vpcId: topic.id, topicArn: topic.arn, queueUrl: topic.name });
  }
}

class ImportingStack extends BaseStack {
  constructor(app: App) {
    super(app, "dev-adopted", { network: aNetwork(), kind: "data", source: "catalogue/data/adopted.yaml" });
    new SqsQueue(this, "adopted", { name: "adopted" }).importFrom(
      "https://sqs.eu-west-1.amazonaws.com/111111111111/adopted",
    );
  }
}

/** Asks AWS while it is planned, which no stack of this repository does. */
class AskingStack extends BaseStack {
  constructor(app: App) {
    super(app, "dev-asking", { network: aNetwork(), kind: "data", source: "catalogue/data/asking.yaml" });
    new DataAwsCallerIdentity(this, "me");
  }
}

/** Stacks that cover what an offline plan has to cope with. */
export function buildChainedStacks(app: App): void {
  const network = new NetworkStack(app);
  const platform = new PlatformStack(app, network.outputs);
  new ServiceStack(app, "dev-service-orders", platform.outputs);
  new ServiceStack(app, "dev-service-users", platform.outputs, "us-west-2");
  new SitesStack(app);
  new ServiceStack(app, "dev-service-unlucky", new BrokenStack(app).outputs);
  new ImportingStack(app);
  new AskingStack(app);
}
