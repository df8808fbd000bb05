import type { Judgement, Rule } from "../../rule";
import { referencesIn, textIn } from "../../value";
import { isSet, wantedAt } from "../../verdict";
import { about, ofType, type Resource, type StackView, withoutInstance } from "../../view/stack-view";

const REDRIVE = "aws_sqs_queue_redrive_policy";

export const queueHasADeadLetterQueue: Rule = {
  id: "queue-has-a-dead-letter-queue",
  what: "Each queue puts away what nobody can work on, unless others put theirs into it.",
  why: "One message that makes its reader fail comes back for ever, and is gone after days without a trace.",
  fix: "Set redrive_policy with a dead-letter queue and maxReceiveCount; give that queue a redrive_allow_policy.",
  severity: "medium",
  checks: [28],
  controls: [],
  types: ["aws_sqs_queue"],
  judge: function* (view: StackView): Iterable<Judgement> {
    const queues = ofType(view, "aws_sqs_queue");
    const targets = new Set([...queues, ...ofType(view, REDRIVE)].flatMap(targetsOf));
    for (const resource of queues) {
      if (isSet(wantedAt(resource, "redrive_policy")) === undefined) continue;
      if (about(view, resource, REDRIVE, "queue_url").length > 0) continue;
      const takesOthers =
        isSet(wantedAt(resource, "redrive_allow_policy")) === undefined ||
        targets.has(withoutInstance(resource.address)) ||
        targets.has(textIn(resource.values.name) ?? "");
      if (!takesOthers) {
        yield { resource, path: "redrive_policy", answer: "violation", message: "what fails in it is put nowhere" };
      }
    }
  },
  passes: [
    {
      shows: "a queue and its dead-letter queue",
      configuration: {
        resource: {
          aws_sqs_queue: {
            a: { redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.dead.arn}","maxReceiveCount":5}' },
            dead: { name: "dead" },
          },
        },
      },
    },
  ],
  fails: [
    { shows: "a queue alone", configuration: { resource: { aws_sqs_queue: { a: { name: "q" } } } } },
    {
      shows: "two queues that know nothing of each other",
      configuration: { resource: { aws_sqs_queue: { a: { name: "q" }, dead: { name: "dead" } } } },
    },
  ],
};

/** Addresses and names of the queues into which one puts what failed. */
function targetsOf({ values, refers }: Resource): readonly string[] {
  const policy = values.redrive_policy;
  const arn = /"deadLetterTargetArn"\s*:\s*"arn:[^"]*:([^":]+)"/.exec(textIn(policy) ?? "");
  return [...(refers?.redrive_policy ?? referencesIn(policy)), ...(arn?.[1] ? [arn[1]] : [])];
}
