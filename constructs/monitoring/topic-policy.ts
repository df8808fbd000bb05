import type { Statement } from "../iam/policy-document";

/**
 * Lets rules of EventBridge publish to a topic, and nobody without TLS.
 *
 * Without a condition on the rule, on purpose: EventBridge tells SNS neither account nor rule, so that with one nothing would
 * ever be delivered, and nobody would notice (EventBridge user guide, "Using resource-based policies", "Amazon SNS
 * permissions": no condition blocks). What it leaves open is a false alarm, never a missed one.
 *
 * @param topicArn Known before anything is applied.
 */
export const rulesPublish = (topicArn: string): readonly Statement[] => [
  {
    sid: "RulesPublish",
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: { services: ["events.amazonaws.com"] },
  },
  {
    sid: "NothingWithoutTls",
    effect: "Deny",
    actions: ["sns:Publish"],
    resources: [topicArn],
    principals: "anyone",
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  },
];
