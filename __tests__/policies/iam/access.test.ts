import { contentReadBy, hasNoResource, mayWrite } from "../../../policies/iam/access";

describe("an action", () => {
  test.each([
    "s3:GetObject",
    "ec2:Describe*",
    "ecr:BatchGetImage",
    "kms:Decrypt",
    "KMS:DECRYPT",
    "logs:StartQuery",
    "sqs:ReceiveMessage",
  ])("reads: %s", (action) => {
    expect(mayWrite(action)).toBe(false);
  });

  test.each([
    "s3:*",
    "s3:G*",
    "*",
    "s3:PutObject",
    "kms:GenerateDataKey",
    "license-manager:CheckoutLicense",
    "redshift:GetClusterCredentials",
    "sts:GetFederationToken",
    "iam:PassRole",
  ])("may write: %s", (action) => {
    expect(mayWrite(action)).toBe(true);
  });

  test("has no resource when AWS knows none for it, and then only by its own name", () => {
    expect(hasNoResource("xray:puttracesegments")).toBe(true);
    expect(hasNoResource("xray:Put*")).toBe(false);
    expect(hasNoResource("sqs:SendMessage")).toBe(false);
  });

  test("reads what people stored, by its name or by a pattern", () => {
    expect(contentReadBy("s3:Get*")).toBe("s3:GetObject");
    expect(contentReadBy("secretsmanager:GetSecretValue")).toBe("secretsmanager:GetSecretValue");
    expect(contentReadBy("s3:GetBucketPolicy")).toBeUndefined();
  });
});
