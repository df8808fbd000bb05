import { covers, fits, isEverything, mayBeEverything } from "../../../policies/iam/patterns";
import { Unknown } from "../../../policies/value";

describe("a pattern of IAM", () => {
  test.each([
    ["s3:Get*", "s3:GetObject", true],
    ["S3:getobject", "s3:GetObject", true],
    ["s3:Get?bject", "s3:GetObject", true],
    ["*", "s3:GetObject", true],
    ["s3:Get", "s3:GetObject", false],
    ["s3.Get*", "s3:GetObject", false],
    ["xs3:Get*", "s3:GetObject", false],
  ])("%s fits %s: %s", (pattern, text, expected) => {
    expect(fits(pattern, text)).toBe(expected);
  });

  test("covers an action when one of several does; what is unknown covers none", () => {
    expect(covers(["sqs:*", "s3:*"], "s3:GetObject")).toBe(true);
    expect(covers([new Unknown([]), "sqs:*"], "s3:GetObject")).toBe(false);
  });
});

describe("a value", () => {
  test.each(["*", "**", "arn:aws:s3:::*", "arn:aws:sqs:*:*:*", "arn:*:*:*:*:*"])("is everything: %s", (value) => {
    expect(isEverything(value)).toBe(true);
  });

  test.each([
    "arn:aws:s3:::a*",
    "arn:aws:s3:::*/a",
    "arn:aws:ec2:eu-west-1:111111111111:*",
    "arn:aws:iam::111111111111:role/*",
    "a*",
    "",
  ])("is not everything: %s", (value) => {
    expect(isEverything(value)).toBe(false);
  });

  test.each([
    ["a variable", new Unknown([], "${var.arn}"), true],
    ["a variable with a star", new Unknown([], "${var.arn}*"), true],
    ["a plan's unknown that comes from nowhere", new Unknown([]), true],
    ["a name around a variable", new Unknown([], "arn:aws:s3:::${var.name}"), false],
    ["a resource of the stack", new Unknown(["aws_sqs_queue.a"], "${aws_sqs_queue.a.arn}"), false],
    ["a text", "*", false],
  ])("may turn out to be everything when it is %s: %#", (_what, value, expected) => {
    expect(mayBeEverything(value)).toBe(expected);
  });
});
