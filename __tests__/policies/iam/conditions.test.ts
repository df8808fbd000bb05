import { narrows } from "../../../policies/iam/conditions";
import { Unknown, type Value } from "../../../policies/value";

const narrowing = (operator: string, key: string, ...values: readonly Value[]): boolean =>
  narrows({ operator, key, values });

describe("a condition narrows", () => {
  test.each<[string, string, Value]>([
    ["StringEquals", "aws:sourceaccount", "111111111111"],
    ["ArnLike", "aws:sourcearn", "arn:aws:ecs:*:111111111111:*"],
    ["ArnLike", "aws:sourcearn", "arn:aws:s3:::bucket*"],
    ["ArnLike", "aws:sourcearn", new Unknown(["aws_x.a"], "${aws_x.a.arn}")],
    ["ArnLike", "aws:sourcearn", new Unknown(["data.a.b"], "arn:aws:ecs:*:${data.a.b.id}:service/*")],
    ["ArnLike", "aws:principalarn", "arn:aws:iam::111111111111:role/*"],
    ["ForAnyValue:StringLike", "aws:principalorgpaths", "o-1/r-1/*"],
    ["IpAddress", "aws:sourceip", "192.0.2.0/24"],
    ["StringLike", "aws:userid", "AROA1:*"],
  ])("by %s of %s on %j", (operator, key, value) => {
    expect(narrowing(operator, key, value)).toBe(true);
  });
});

describe("a condition does not narrow", () => {
  test.each<[string, string, Value]>([
    ["StringLike", "aws:sourceaccount", "1*"],
    ["StringLike", "aws:principalorgid", "o-*"],
    ["StringLike", "aws:sourcevpce", "vpce-*"],
    ["ArnLike", "aws:sourcearn", "arn:aws:codebuild:*:*:project/*"],
    ["ArnLike", "aws:sourcearn", "arn:aws:codebuild:*:1?:project/a"],
    ["ArnLike", "aws:sourcearn", "arn:aws:s3:::*-logs"],
    ["ArnLike", "aws:sourcearn", "arn:aws:c*"],
    ["ArnLike", "aws:sourcearn", new Unknown(["aws_x.a"], "arn:aws:ecs:*:*:service/${aws_x.a.name}")],
    ["ArnLike", "aws:principalarn", "arn:aws:iam::*:role/admin"],
    ["StringLike", "iam:passedtoservice", "*.amazonaws.com"],
    ["ForAnyValue:StringLike", "aws:principalorgpaths", "o-*/r-1/"],
    ["IpAddress", "aws:sourceip", "128.0.0.0/1"],
    ["StringEqualsIfExists", "aws:sourceaccount", "111111111111"],
    ["ForAllValues:StringEquals", "aws:sourceaccount", "111111111111"],
    ["StringNotEquals", "aws:sourceaccount", "111111111111"],
  ])("by %s of %s on %j", (operator, key, value) => {
    expect(narrowing(operator, key, value)).toBe(false);
  });

  test("without values, nor when one of several lets in everybody", () => {
    expect(narrowing("StringEquals", "aws:sourceaccount")).toBe(false);
    expect(narrowing("IpAddress", "aws:sourceip", "192.0.2.0/24", "::/0")).toBe(false);
  });
});
