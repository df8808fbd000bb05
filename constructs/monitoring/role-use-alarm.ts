import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { arnOf, type Place } from "../../aws/arn";
import { policyDocument } from "../iam/policy-document";
import { rulesPublish } from "./topic-policy";

export interface RoleUseAlarmProps {
  /** Name of the rule and of the topic. */
  readonly name: string;
  readonly place: Place;
  /** ARN of the role whose use is told; known before anything is applied. */
  readonly roleArn: string;
  /** ARN of the key that encrypts messages; its policy lets EventBridge use it. */
  readonly keyArn: string;
  /** Who is told. Each address has to confirm its subscription once. */
  readonly emails: readonly string[];
}

/**
 * Tells people when somebody takes a role, or tries to as far as CloudTrail records it. CloudTrail does so in the region
 * whose endpoint was asked; EventBridge sees it there, if the account has a trail, within minutes.
 */
export class RoleUseAlarm extends Construct {
  constructor(scope: Construct, id: string, props: RoleUseAlarmProps) {
    super(scope, id);
    const topic = this.createTopic(props);
    this.createRule(props, topic);
    for (const email of props.emails)
      new SnsTopicSubscription(this, `email-${email}`, { topicArn: topic.arn, protocol: "email", endpoint: email });
  }

  private createTopic({ name, place, keyArn }: RoleUseAlarmProps): SnsTopic {
    const topic = new SnsTopic(this, "topic", { name, kmsMasterKeyId: keyArn });
    const arn = arnOf(place, "sns", name);
    new SnsTopicPolicy(this, "topic-policy", {
      arn: topic.arn,
      policy: policyDocument(rulesPublish(arn)),
    });
    return topic;
  }

  private createRule({ name, roleArn }: RoleUseAlarmProps, topic: SnsTopic): void {
    const rule = new CloudwatchEventRule(this, "rule", {
      name,
      description: `Somebody asked for the role ${roleArn}`,
      eventPattern: JSON.stringify(asksForRole(roleArn)),
      // Taking a role changes nothing, and an ordinary rule does not see all calls that change nothing
      // (EventBridge user guide, "Read-only management events from AWS services").
      state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      arn: topic.arn,
      inputTransformer: { inputPaths: WHAT_IS_TOLD, inputTemplate: MESSAGE },
    });
  }
}

/** Without the outcome: a refused try is told, too. */
const asksForRole = (roleArn: string) => ({
  source: ["aws.sts"],
  "detail-type": ["AWS API Call via CloudTrail"],
  detail: {
    eventSource: ["sts.amazonaws.com"],
    eventName: ["AssumeRoleWithWebIdentity"],
    requestParameters: { roleArn: [roleArn] },
  },
});

const WHAT_IS_TOLD = {
  error: "$.detail.errorCode",
  role: "$.detail.requestParameters.roleArn",
  session: "$.detail.requestParameters.roleSessionName",
  time: "$.time",
  who: "$.detail.userIdentity.userName",
};

/** EventBridge leaves a value empty that an event does not have, such as the error of a call that succeeded. */
const MESSAGE = JSON.stringify(
  "The emergency role <role> was asked for at <time>, by <who>, session <session>. Error, if it was refused: <error>. If nobody told you why, act as docs/runbooks/break-glass.md says.",
);
