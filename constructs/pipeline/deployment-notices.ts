import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { arnOf, type Place } from "../../aws/arn";
import { pipelinePage } from "../../aws/pipeline-page";
import { policyDocument } from "../iam/policy-document";
import { rulesPublish } from "../monitoring/topic-policy";

export interface DeploymentNoticesProps {
  /** Name of the topic. */
  readonly topic: string;
  readonly place: Place;
  /** Name of the pipeline; names of the rules begin with it. */
  readonly pipeline: string;
  /** Whether the pipeline asks somebody. */
  readonly asks: boolean;
  /** ARN of the key that encrypts messages; its policy lets EventBridge use it. */
  readonly keyArn: string;
  /** Who is told. Each address has to confirm its subscription once. */
  readonly emails: readonly string[];
}

/** What of a pipeline is told, and in which words; `<execution>` is the execution's id. */
interface Notice {
  /** Ending of the rule's name. */
  readonly name: string;
  readonly description: string;
  readonly pattern: { readonly "detail-type": readonly string[]; readonly detail: object };
  readonly message: string;
}

/** Tells people of each execution of a pipeline that failed, and of each that waits for one of them, with a link to it. */
export class DeploymentNotices extends Construct {
  constructor(scope: Construct, id: string, props: DeploymentNoticesProps) {
    super(scope, id);
    const topic = this.createTopic(props);
    for (const notice of noticesOf(props)) this.tell(notice, props, topic);
    for (const email of props.emails)
      new SnsTopicSubscription(this, `email-${email}`, { topicArn: topic.arn, protocol: "email", endpoint: email });
  }

  private createTopic({ topic: name, place, keyArn }: DeploymentNoticesProps): SnsTopic {
    const topic = new SnsTopic(this, "topic", { name, kmsMasterKeyId: keyArn });
    new SnsTopicPolicy(this, "topic-policy", {
      arn: topic.arn,
      policy: policyDocument(rulesPublish(arnOf(place, "sns", name))),
    });
    return topic;
  }

  private tell(
    { name, description, pattern, message }: Notice,
    { pipeline }: DeploymentNoticesProps,
    topic: SnsTopic,
  ): void {
    const rule = new CloudwatchEventRule(this, name, {
      name: `${pipeline}-${name}`,
      description,
      eventPattern: JSON.stringify({ source: ["aws.codepipeline"], ...pattern }),
    });
    new CloudwatchEventTarget(this, `${name}-target`, {
      rule: rule.name,
      arn: topic.arn,
      inputTransformer: {
        inputPaths: { execution: "$.detail.execution-id", time: "$.time" },
        inputTemplate: JSON.stringify(message),
      },
    });
  }
}

/** Source: CodePipeline user guide, "Monitoring CodePipeline events". */
function noticesOf({ pipeline, place, asks }: DeploymentNoticesProps): readonly Notice[] {
  const page = pipelinePage({ pipeline, region: place.region });
  const failed: Notice = {
    name: "failed",
    description: `A deployment by ${pipeline} failed`,
    pattern: {
      "detail-type": ["CodePipeline Pipeline Execution State Change"],
      detail: { pipeline: [pipeline], state: ["FAILED"] },
    },
    message: `A deployment by ${pipeline} failed or was refused at <time>, execution <execution>. Read why, and what is served now: ${page}`,
  };
  const waits: Notice = {
    name: "waits",
    description: `A deployment by ${pipeline} waits for somebody`,
    pattern: {
      "detail-type": ["CodePipeline Action Execution State Change"],
      detail: { pipeline: [pipeline], state: ["STARTED"], type: { category: ["Approval"] } },
    },
    message: `A deployment by ${pipeline} waits for somebody to approve it since <time>, execution <execution>. Look at what it deploys, and answer: ${page}`,
  };
  return asks ? [failed, waits] : [failed];
}
