import { AccessLogBucket } from "../../../constructs/balancing/access-log-bucket";
import { resourceOf, synthesizeConstruct } from "../../support/synthesize";

const place = { accountId: "111111111111", region: "eu-west-1" };
const aBucket = (preventDestroy?: boolean) =>
  synthesizeConstruct((scope) => {
    new AccessLogBucket(scope, "logs", {
      name: "dev-access-logs-111111111111",
      place,
      retentionDays: 90,
      ...(preventDestroy !== undefined && { preventDestroy }),
    });
  });

describe("a bucket for access logs", () => {
  const stack = aBucket();
  const { Statement } = JSON.parse(String(resourceOf(stack, "aws_s3_bucket_policy").policy));

  test("takes logs only from load balancers of its account and region, and only where they belong", () => {
    expect(Statement[0]).toEqual({
      Sid: "LoadBalancersWriteLogs",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::dev-access-logs-111111111111/AWSLogs/111111111111/*",
      Condition: {
        ArnLike: { "aws:SourceArn": "arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/*" },
      },
    });
  });

  test("lets nobody else in", () => {
    expect(Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(["LoadBalancersWriteLogs", "NothingWithoutTls"]);
  });

  test("is encrypted by S3, since load balancers cannot write with any other key", () => {
    expect(resourceOf(stack, "aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } },
    ]);
  });

  test("forgets logs in time", () => {
    expect(resourceOf(stack, "aws_s3_bucket_lifecycle_configuration").rule).toEqual([
      expect.objectContaining({ expiration: [{ days: 90 }] }),
    ]);
  });

  test("can be deleted by a plan once it is empty", () => {
    expect(resourceOf(stack, "aws_s3_bucket")).toEqual({
      bucket: "dev-access-logs-111111111111",
      force_destroy: false,
    });
  });
});

test("a bucket that is to stay cannot be destroyed or replaced by a plan that still declares it", () => {
  expect(resourceOf(aBucket(true), "aws_s3_bucket").lifecycle).toEqual({ prevent_destroy: true });
});
