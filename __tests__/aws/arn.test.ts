import { arnOf, bucketArn, iamArn } from "../../aws/arn";

describe("an ARN", () => {
  test("names the service, the region, the account and the resource, in that order", () => {
    const place = { accountId: "111111111111", region: "eu-west-1" };
    expect(arnOf(place, "logs", "log-group:/dev/*")).toBe("arn:aws:logs:eu-west-1:111111111111:log-group:/dev/*");
  });

  test("of a bucket has neither region nor account", () => {
    expect(bucketArn("equipweb-reports")).toBe("arn:aws:s3:::equipweb-reports");
  });

  test("of something in IAM has an account and no region", () => {
    expect(iamArn("111111111111", "role/dev/qa/*")).toBe("arn:aws:iam::111111111111:role/dev/qa/*");
    expect(iamArn("111111111111", "root")).toBe("arn:aws:iam::111111111111:root");
  });
});
