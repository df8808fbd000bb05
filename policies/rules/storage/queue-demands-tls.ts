import { plainTextAnswer } from "../../parse/tls-only";
import type { Judgement, Rule } from "../../rule";
import { about, ofType, type Resource, type StackView, wanted } from "../../view/stack-view";

/** The policy of each kind, where it stands, and which denial is enough. A topic denies what others call, one by one. */
const KINDS = {
  aws_sqs_queue: { policy: "aws_sqs_queue_policy", attribute: "queue_url", actions: ["sqs:*", "SQS:*"] },
  aws_sns_topic: {
    policy: "aws_sns_topic_policy",
    attribute: "arn",
    actions: ["sns:*", "SNS:*", "sns:Publish", "SNS:Publish"],
  },
} as const;

const REFUSES = {
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: "${aws_sqs_queue.a.arn}",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

const example = (statement: object) => ({
  resource: {
    aws_sqs_queue: { a: { name: "q" } },
    aws_sqs_queue_policy: {
      a: { queue_url: "${aws_sqs_queue.a.url}", policy: JSON.stringify({ Statement: [statement] }) },
    },
  },
});

export const queueDemandsTls: Rule = {
  id: "queue-demands-tls",
  what: "The policy of each queue and each topic refuses every request without TLS.",
  why: "Whoever sits on the way reads the messages, and what signs the request.",
  fix: 'Deny sqs:* (for a topic sns:Publish) to everyone in its policy, where aws:SecureTransport is "false".',
  severity: "medium",
  checks: [28],
  controls: [],
  types: Object.keys(KINDS),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...Object.keys(KINDS))) {
      const { policy: type, attribute, actions } = KINDS[resource.type as keyof typeof KINDS];
      const [separate] = about(view, resource, type, attribute, ["name"]);
      const policy: Resource = separate ?? resource;
      const found = plainTextAnswer(wanted(policy, "policy"), actions);
      if (found) yield { resource: policy, path: "policy", ...found };
    }
  },
  passes: [
    { shows: "a policy that refuses them", configuration: example(REFUSES) },
    {
      shows: "a topic that takes nothing in plain text",
      configuration: {
        resource: {
          aws_sns_topic: {
            a: { policy: JSON.stringify({ Statement: [{ ...REFUSES, Action: "sns:Publish" }] }) },
          },
        },
      },
    },
  ],
  fails: [
    { shows: "no policy", configuration: { resource: { aws_sqs_queue: { a: { name: "q" } } } } },
    { shows: "a policy that refuses sending alone", configuration: example({ ...REFUSES, Action: "sqs:SendMessage" }) },
    { shows: "a topic without a policy", configuration: { resource: { aws_sns_topic: { a: { name: "t" } } } } },
  ],
};
