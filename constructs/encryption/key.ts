import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { arnOf, iamArn, type Place } from "../../aws/arn";
import { policyDocument, type Statement } from "../iam/policy-document";

export interface KeyProps {
  /** Alias without the `alias/` in front. */
  readonly alias: string;
  /** What the key encrypts; shown in the console. */
  readonly description: string;
  readonly place: Place;
  /**
   * Which AWS services may use the key, and on whose behalf. The account itself always administers it.
   * @default - identity policies of the account decide alone
   */
  readonly allow?: readonly Statement[];
  /**
   * Whether a plan that destroys or replaces the key fails, as long as it is declared: whoever takes the declaration away
   * takes the guard with it (Terraform documentation, "prevent_destroy"). What a key encrypted is lost with the key.
   * @default false
   */
  readonly preventDestroy?: boolean;
}

/** A customer-managed key that rotates every year and waits 30 days before it is really deleted. */
export class Key extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    { alias, description, place, allow = [], preventDestroy = false }: KeyProps,
  ) {
    super(scope, id);
    const key = new KmsKey(this, "Resource", {
      description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument([accountAdministers(place), ...allow]),
      ...(preventDestroy && { lifecycle: { preventDestroy } }),
    });
    new KmsAlias(this, "alias", { name: `alias/${alias}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

/**
 * Lets CloudWatch Logs encrypt the groups whose names begin with a prefix, and no others. Without the `kms:Describe*` of
 * the example in the CloudWatch Logs User Guide: that call has no encryption context, so the condition never holds for it.
 */
export const logsUseKey = (place: Place, groupPrefix: string): Statement => ({
  sid: "CloudWatchLogsEncryptsGroups",
  actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
  resources: ["*"],
  principals: { services: [`logs.${place.region}.amazonaws.com`] },
  conditions: {
    ArnLike: { "kms:EncryptionContext:aws:logs:arn": arnOf(place, "logs", `log-group:${groupPrefix}*`) },
  },
});

/** Lets CloudWatch alarms of this account publish to topics that the key encrypts. */
export const alarmsUseKey = (place: Place): Statement => ({
  sid: "AlarmsPublishToTopics",
  actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
  resources: ["*"],
  principals: { services: ["cloudwatch.amazonaws.com"] },
  conditions: { StringEquals: { "aws:SourceAccount": place.accountId } },
});

/**
 * Lets EventBridge rules publish to one topic that the key encrypts. The condition is the topic that SNS names when it asks
 * for a data key: with `aws:SourceAccount` or `aws:SourceArn` nothing would ever be delivered (SNS developer guide,
 * "Managing encryption keys", "not supported for EventBridge-to-encrypted topics").
 */
export const eventsUseKey = (place: Place, topic: string): Statement => ({
  sid: "EventsPublishToTopic",
  actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
  resources: ["*"],
  principals: { services: ["events.amazonaws.com"] },
  conditions: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": arnOf(place, "sns", topic) } },
});

/**
 * Lets one trail encrypt what it writes, and look at the key: a trail is refused without. Looking has no encryption context,
 * so it stands apart. Source: CloudTrail user guide, "Configure AWS KMS key policies for CloudTrail".
 */
export const trailUsesKey = (place: Place, trailArn: string): readonly Statement[] => [
  {
    sid: "TrailEncryptsLogs",
    actions: ["kms:GenerateDataKey*"],
    resources: ["*"],
    principals: { services: ["cloudtrail.amazonaws.com"] },
    conditions: {
      StringEquals: { "aws:SourceArn": trailArn },
      StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${place.accountId}:trail/*` },
    },
  },
  {
    sid: "TrailLooksAtKey",
    actions: ["kms:DescribeKey"],
    resources: ["*"],
    principals: { services: ["cloudtrail.amazonaws.com"] },
    conditions: { StringEquals: { "aws:SourceArn": trailArn } },
  },
];

/** Without it nobody could ever change the key again. `*` is this key: a key policy speaks of its own key alone. */
const accountAdministers = ({ accountId }: Place): Statement => ({
  sid: "AccountAdministersKey",
  actions: ["kms:*"],
  resources: ["*"],
  principals: { arns: [iamArn(accountId, "root")] },
});
