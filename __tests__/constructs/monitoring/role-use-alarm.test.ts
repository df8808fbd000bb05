import { RoleUseAlarm } from "../../../constructs/monitoring/role-use-alarm";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const role = "arn:aws:iam::111111111111:role/bootstrap/dev/dev-emergency";
const topic = "arn:aws:sns:eu-west-1:111111111111:dev-emergency";

describe("the alarm on the use of a role", () => {
  const stack = synthesizeConstruct((scope) => {
    new RoleUseAlarm(scope, "alarm", {
      name: "dev-emergency",
      place: { accountId: "111111111111", region: "eu-west-1" },
      roleArn: role,
      keyArn: "arn:aws:kms:::key/1",
      emails: ["sre@equipweb.biz", "on-call@equipweb.biz"],
    });
  });
  const rule = resourceOf(stack, "aws_cloudwatch_event_rule");

  test("sees every time that somebody asks for the role, also among calls that change nothing", () => {
    expect(rule).toEqual({
      name: "dev-emergency",
      description: `Somebody asked for the role ${role}`,
      event_pattern: expect.any(String),
      state: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    });
    expect(JSON.parse(String(rule.event_pattern))).toEqual({
      source: ["aws.sts"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["sts.amazonaws.com"],
        eventName: ["AssumeRoleWithWebIdentity"],
        requestParameters: { roleArn: [role] },
      },
    });
  });

  test("says who asked, when, and whether it was refused, in a sentence", () => {
    expect(resourceOf(stack, "aws_cloudwatch_event_target")).toEqual({
      rule: ref("aws_cloudwatch_event_rule.alarm_rule_865997F8.name"),
      arn: ref("aws_sns_topic.alarm_topic_CD484D5E.arn"),
      input_transformer: {
        input_paths: {
          error: "$.detail.errorCode",
          role: "$.detail.requestParameters.roleArn",
          session: "$.detail.requestParameters.roleSessionName",
          time: "$.time",
          who: "$.detail.userIdentity.userName",
        },
        input_template:
          '"The emergency role <role> was asked for at <time>, by <who>, session <session>. Error, if it was refused: <error>. If nobody told you why, act as docs/runbooks/break-glass.md says."',
      },
    });
  });

  test("tells each address, through an encrypted topic", () => {
    expect(resourceOf(stack, "aws_sns_topic")).toEqual({
      name: "dev-emergency",
      kms_master_key_id: "arn:aws:kms:::key/1",
    });
    expect(Object.values(resourcesOf(stack, "aws_sns_topic_subscription"))).toEqual(
      ["on-call@equipweb.biz", "sre@equipweb.biz"].map((endpoint) => ({
        topic_arn: ref("aws_sns_topic.alarm_topic_CD484D5E.arn"),
        protocol: "email",
        endpoint,
      })),
    );
  });

  test("reaches people: rules publish there with no condition that would stop them, and only by TLS", () => {
    const policy = resourceOf(stack, "aws_sns_topic_policy");
    expect(policy).toEqual({ arn: ref("aws_sns_topic.alarm_topic_CD484D5E.arn"), policy: expect.any(String) });
    expect(JSON.parse(String(policy.policy)).Statement).toEqual([
      {
        Sid: "RulesPublish",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topic,
      },
      {
        Sid: "NothingWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topic,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });
});
