import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import { arnOf, type Place } from "../../aws/arn";
import { policyDocument, type Statement } from "../iam/policy-document";

/** Fourteen days, in seconds: as long as SQS keeps anything. */
const KEEP_SECONDS = 1_209_600;

export interface DeadLettersProps {
  /** At most 80 letters, digits, hyphens and underscores. */
  readonly name: string;
  readonly place: Place;
  /**
   * Who puts something in by the queue's own policy.
   * @default - identities of its account alone
   */
  readonly allow?: readonly Statement[];
}

/** The queue in which AWS puts the events that nothing could handle: encrypted by SQS, and nothing without TLS. */
export class DeadLetters extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, place, allow = [] }: DeadLettersProps) {
    super(scope, id);
    const queue = new SqsQueue(this, "Resource", {
      name,
      messageRetentionSeconds: KEEP_SECONDS,
      sqsManagedSseEnabled: true,
      // It is the end for events, and no queue puts here what its own readers failed.
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.url,
      policy: policyDocument([...allow, nothingWithoutTls(arnOf(place, "sqs", name))]),
    });
    this.name = queue.name;
    this.arn = queue.arn;
  }
}

const nothingWithoutTls = (arn: string): Statement => ({
  sid: "NothingWithoutTls",
  effect: "Deny",
  actions: ["sqs:*"],
  resources: [arn],
  principals: "anyone",
  conditions: { Bool: { "aws:SecureTransport": "false" } },
});
