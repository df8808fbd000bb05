import { isAllowed, matches } from "../../../../operations/report/dangers/allowed";
import type { AllowedDanger, Danger } from "../../../../operations/report/dangers/danger";
import { aChange } from "../changes";

describe("matches", () => {
  it.each([
    ["aws_s3_bucket", "aws_s3_bucket", true],
    ["aws_s3_bucket", "aws_s3_bucket_policy", false],
    ["aws_s3_bucket", "my_aws_s3_bucket", false],
    ["aws_*", "aws_s3_bucket", true],
    ["aws_*", "xaws_s3_bucket", false],
    ["*_bucket", "aws_s3_bucket", true],
    ["*_bucket", "aws_s3_bucket_policy", false],
    ["aws_*_policy", "aws_s3_bucket_policy", true],
    ["aws_*_policy", "aws_policy", false],
    ["a*a", "a", false],
    ["a*b*b", "ab", false],
    ["a*b*c", "a-c-b-c", true],
    ["*", "", true],
    ["**", "anything", true],
    ["", "", true],
    ["", "a", false],
    ["a.c", "abc", false],
    ["[ab]", "a", false],
    ["a+", "aa", false],
  ])("says of %j and %j %j", (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it("takes no longer for a pattern of many stars", () => {
    expect(matches("*a".repeat(2000), "a".repeat(1999))).toBe(false);
  });
});

describe("isAllowed", () => {
  const danger = (kind: Danger["kind"], type: string, stack = "dev-network") => ({
    kind,
    stack,
    change: aChange("delete", `${type}.x`),
  });

  it.each<[string, ReturnType<typeof danger>, readonly AllowedDanger[], boolean]>([
    ["nothing without a rule", danger("delete", "aws_sns_topic"), [], false],
    ["a type in any stack", danger("delete", "aws_sns_topic"), [{ type: "aws_sns_*" }], true],
    ["no other type", danger("delete", "aws_sqs_queue"), [{ type: "aws_sns_*" }], false],
    ["a stack", danger("delete", "aws_sqs_queue"), [{ type: "*", stack: "dev-*" }], true],
    ["no other stack", danger("delete", "aws_sqs_queue", "prod-dev-x"), [{ type: "*", stack: "dev-*" }], false],
    ["a kind", danger("unprotect", "aws_lb"), [{ type: "aws_lb", kinds: ["delete", "unprotect"] }], true],
    ["no other kind", danger("replace", "aws_lb"), [{ type: "aws_lb", kinds: ["delete", "unprotect"] }], false],
    ["what any one rule allows", danger("replace", "aws_lb"), [{ type: "aws_sqs_queue" }, { type: "aws_lb" }], true],
    ["no unknown action by a rule for all", danger("unknown", "aws_lb"), [{ type: "*" }], false],
    ["an unknown action that is named", danger("unknown", "aws_lb"), [{ type: "*", kinds: ["unknown"] }], true],
  ])("allows %s", (_, each, rules, expected) => {
    expect(isAllowed(each, rules)).toBe(expected);
  });
});
