import { covers, fits, isEveryResource, isEverything, mayBeEverything } from "../../../policies/iam/patterns";
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

  test.each(["arn:aws:sqs", "arn:aws:sqs:*", "arn:*", "arn:aws:iam::*"])(
    "is everything, as IAM fills in what is left out: %s",
    (value) => {
      expect(isEverything(value)).toBe(true);
    },
  );

  test("is everything, whatever its partition is", () => {
    expect(isEverything(new Unknown(["data.aws_partition.p"], "arn:${data.aws_partition.p.partition}:s3:::*"))).toBe(
      true,
    );
    expect(isEverything(new Unknown(["aws_s3_bucket.a"], "${aws_s3_bucket.a.arn}/*"))).toBe(false);
    expect(isEverything(new Unknown(["aws_s3_bucket.a"], "${aws_s3_bucket.a.arn}"))).toBe(false);
  });

  test.each([
    ["arn:aws:sqs:*:111111111111:*", true],
    ["arn:aws:iam::111111111111:*", true],
    ["arn:aws:s3:::*/*", true],
    ["*", true],
    ["arn:aws:ec2:eu-west-1:111111111111:*", false],
    ["arn:aws:sqs:*:111111111111:a*", false],
    ["arn:aws:logs:*:111111111111:log-group:*", false],
    ["", false],
  ])("%s is every resource: %s", (value, expected) => {
    expect(isEveryResource(value)).toBe(expected);
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
