import { DeadLetters } from "../../../constructs/api/dead-letters";
import { resourceOf, synthesizeConstruct } from "../../support/synthesize";

describe("a queue for events that a function failed", () => {
  const stack = synthesizeConstruct((scope) => {
    new DeadLetters(scope, "dead", {
      name: "dev-app-portal-dead-letters",
      place: { accountId: "111111111111", region: "eu-west-1" },
    });
  });

  test("is encrypted, keeps for as long as SQS does, and takes nothing of other queues", () => {
    expect(resourceOf(stack, "aws_sqs_queue")).toEqual({
      name: "dev-app-portal-dead-letters",
      sqs_managed_sse_enabled: true,
      message_retention_seconds: 14 * 24 * 60 * 60,
      redrive_allow_policy: '{"redrivePermission":"denyAll"}',
    });
  });

  test("refuses whatever comes without TLS", () => {
    expect(JSON.parse(String(resourceOf(stack, "aws_sqs_queue_policy").policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "NothingWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: "arn:aws:sqs:eu-west-1:111111111111:dev-app-portal-dead-letters",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });
});
