import type { Judgement, Rule } from "../../rule";
import { isOn, isSet, wantedAt } from "../../verdict";
import { ofType, type StackView } from "../../view/stack-view";

export const queueIsEncrypted: Rule = {
  id: "queue-is-encrypted",
  what: "Each queue is encrypted at rest.",
  why: "Messages lie in it for days, and in a dead-letter queue for weeks.",
  fix: "Set kms_master_key_id to a key of yours, or sqs_managed_sse_enabled to true.",
  severity: "medium",
  checks: [28],
  controls: ["FSBP SQS.1"],
  types: ["aws_sqs_queue"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_sqs_queue")) {
      const key = isSet(wantedAt(resource, "kms_master_key_id"));
      const answer = key && isOn(wantedAt(resource, "sqs_managed_sse_enabled"));
      if (answer) yield { resource, answer, message: "it does not say that it is encrypted" };
    }
  },
  passes: [
    { shows: "a key", configuration: { resource: { aws_sqs_queue: { a: { kms_master_key_id: "alias/data" } } } } },
    { shows: "a key of SQS", configuration: { resource: { aws_sqs_queue: { a: { sqs_managed_sse_enabled: true } } } } },
  ],
  fails: [
    { shows: "nothing said", configuration: { resource: { aws_sqs_queue: { a: { name: "q" } } } } },
    {
      shows: "encryption turned off",
      configuration: { resource: { aws_sqs_queue: { a: { sqs_managed_sse_enabled: false } } } },
    },
  ],
};
