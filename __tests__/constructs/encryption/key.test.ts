import { TerraformOutput } from "cdktf";
import {
  alarmsUseKey,
  eventsUseKey,
  Key,
  type KeyProps,
  logsUseKey,
  trailUsesKey,
} from "../../../constructs/encryption/key";
import { policyDocument, type Statement } from "../../../constructs/iam/policy-document";
import { resourceOf, resourcesOf, type SynthesizedJson, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const place = { accountId: "111111111111", region: "eu-west-1" };

const accountAdministersKey = {
  Sid: "AccountAdministersKey",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111111111111:root" },
  Action: "kms:*",
  Resource: "*",
};

const keyOf = (props: Partial<KeyProps> = {}): SynthesizedJson =>
  synthesizeConstruct((scope) => {
    const { arn } = new Key(scope, "key", {
      alias: "dev-network",
      description: "Flow log of the network dev",
      place,
      ...props,
    });
    new TerraformOutput(scope, "arn", { value: arn });
  });

const statementsOf = (stack: SynthesizedJson): unknown =>
  JSON.parse(String(resourceOf(stack, "aws_kms_key").policy)).Statement;

const toJson = (statement: Statement): unknown => JSON.parse(policyDocument([statement])).Statement[0];

describe("a key", () => {
  const stack = keyOf();

  test("rotates every year, and waits 30 days before it is gone, but may go", () => {
    expect(resourcesOf(stack, "aws_kms_key")).toEqual({
      key_FEDD6EC0: {
        description: "Flow log of the network dev",
        enable_key_rotation: true,
        deletion_window_in_days: 30,
        policy: expect.any(String),
      },
    });
    expect(stack.output).toEqual({ arn: { value: ref("aws_kms_key.key_FEDD6EC0.arn") } });
  });

  test("has an alias", () => {
    expect(resourceOf(stack, "aws_kms_alias")).toEqual({
      name: "alias/dev-network",
      target_key_id: ref("aws_kms_key.key_FEDD6EC0.key_id"),
    });
  });

  test("is administered by its account, and used by no service", () => {
    expect(statementsOf(stack)).toEqual([accountAdministersKey]);
  });

  test("keeps its account as administrator when services may use it", () => {
    const allow = [logsUseKey(place, "/dev/"), alarmsUseKey(place)];
    expect(statementsOf(keyOf({ allow }))).toEqual([accountAdministersKey, ...allow.map(toJson)]);
  });
});

describe("a guarded key", () => {
  test("fails every plan that destroys or replaces it while it is declared", () => {
    expect(resourceOf(keyOf({ preventDestroy: true }), "aws_kms_key").lifecycle).toEqual({ prevent_destroy: true });
  });
});

describe("CloudWatch Logs", () => {
  test("may use the key for the groups of a prefix, in the key's region and account", () => {
    expect(toJson(logsUseKey(place, "/dev/"))).toEqual({
      Sid: "CloudWatchLogsEncryptsGroups",
      Effect: "Allow",
      Principal: { Service: "logs.eu-west-1.amazonaws.com" },
      Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: {
        ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:111111111111:log-group:/dev/*" },
      },
    });
  });
});

describe("CloudWatch alarms", () => {
  test("of the key's account may publish to topics that it encrypts", () => {
    expect(toJson(alarmsUseKey(place))).toEqual({
      Sid: "AlarmsPublishToTopics",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } },
    });
  });
});

describe("EventBridge", () => {
  test("may use the key for one topic, with none of the conditions that keep it from delivering", () => {
    expect(toJson(eventsUseKey(place, "dev-emergency"))).toEqual({
      Sid: "EventsPublishToTopic",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: {
        StringEquals: {
          "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:eu-west-1:111111111111:dev-emergency",
        },
      },
    });
  });
});

describe("CloudTrail", () => {
  test("may encrypt with the key what one trail of the key's account writes, and look at the key", () => {
    const trail = "arn:aws:cloudtrail:eu-west-1:111111111111:trail/dev-trail";
    expect(trailUsesKey(place, trail).map(toJson)).toEqual([
      {
        Sid: "TrailEncryptsLogs",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "kms:GenerateDataKey*",
        Resource: "*",
        Condition: {
          StringEquals: { "aws:SourceArn": trail },
          StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:111111111111:trail/*" },
        },
      },
      {
        Sid: "TrailLooksAtKey",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "kms:DescribeKey",
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceArn": trail } },
      },
    ]);
  });
});
