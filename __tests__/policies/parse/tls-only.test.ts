import { areBucketAndObjects, plainTextAnswer } from "../../../policies/parse/tls-only";
import { Unknown } from "../../../policies/value";

const DENY = {
  Effect: "Deny",
  Principal: "*",
  Action: "sqs:*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

const policy = (fields: object): string => JSON.stringify({ Statement: [{ ...DENY, ...fields }] });

describe("a policy demands TLS", () => {
  test.each([
    ["of everyone", {}],
    ["of every AWS principal", { Principal: { AWS: "*" } }],
    ["for all actions", { Action: "*" }],
    ["by a list of actions", { Action: ["sqs:SendMessage", "sqs:*"] }],
    ["by a value that is no text", { Condition: { Bool: { "aws:SecureTransport": false } } }],
    ["also where the key is missing", { Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } }],
  ])("%s", (_, fields) => {
    expect(plainTextAnswer(policy(fields), ["sqs:*"])).toBeUndefined();
  });

  const LETS_IN = { answer: "violation", message: "its policy lets in requests without TLS" };

  test.each([
    ["it allows", { Effect: "Allow" }],
    ["it refuses one account alone", { Principal: { AWS: "111111111111" } }],
    ["it refuses one action alone", { Action: "sqs:SendMessage" }],
    ["it refuses requests with TLS", { Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    ["it compares texts", { Condition: { StringEquals: { "aws:SecureTransport": "false" } } }],
    ["it has no condition", { Condition: undefined }],
    ["it has a second condition", { Condition: { ...DENY.Condition, StringLike: { "aws:PrincipalArn": "x" } } }],
    ["it names no resource", { Resource: [] }],
    ["it leaves out a resource", { Resource: undefined, NotResource: "x" }],
  ])("but not when %s", (_, fields) => {
    expect(plainTextAnswer(policy(fields), ["sqs:*"])).toEqual(LETS_IN);
  });

  test("and whoever has none does not", () => {
    expect(plainTextAnswer(undefined, ["sqs:*"])).toEqual({
      answer: "violation",
      message: "has no policy that demands TLS",
    });
  });

  test("and of one that is not known yet nobody can say", () => {
    expect(plainTextAnswer(new Unknown([]), ["sqs:*"])).toEqual({
      answer: "unknown",
      message: "its policy is not known yet",
    });
  });

  test("and of one that cannot be read it is told why", () => {
    expect(plainTextAnswer("[]", ["sqs:*"])).toEqual({
      answer: "violation",
      message: "its policy is malformed: the policy is no JSON object",
    });
  });
});

test.each([
  [["arn:aws:s3:::b", "arn:aws:s3:::b/*"], true],
  [["*"], true],
  [["arn:aws:s3:::b"], false],
  [["arn:aws:s3:::b/*"], false],
  [[], false],
  [[new Unknown([], "${aws_s3_bucket.b.arn}"), new Unknown([], "${aws_s3_bucket.b.arn}/*")], true],
])("%j are a bucket and its objects: %s", (resources, both) => {
  expect(areBucketAndObjects(resources)).toBe(both);
});
