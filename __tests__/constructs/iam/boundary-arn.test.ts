import { boundaryArn, boundaryPath, boundaryPolicyName } from "../../../constructs/iam/boundary-arn";

describe("the permissions boundary of a network", () => {
  test("lies under the network's path, and has a name that no other network of the account has", () => {
    expect(boundaryPath("dev")).toBe("/dev/");
    expect(boundaryPolicyName("dev")).toBe("dev-boundary");
  });

  test("is known by its ARN before it exists", () => {
    expect(boundaryArn("111111111111", "dev")).toBe("arn:aws:iam::111111111111:policy/dev/dev-boundary");
  });
});
