import { failureKind } from "../../../../operations/report/wording/failures";

describe("failureKind", () => {
  it.each([
    ["Error: Error acquiring the state lock", "the state is locked"],
    ["Error: No valid credential sources found", "no valid credentials"],
    ["api error ExpiredToken: The security token included in the request is expired", "no valid credentials"],
    ["api error AccessDenied: User is not authorized to perform: ec2:RunInstances", "a permission is missing"],
    ["Error: Error acquiring the state lock: AccessDeniedException", "a permission is missing"],
    ["ThrottlingException: Rate exceeded", "AWS asked to slow down"],
    ["Error: Failed to query available provider packages", "a provider could not be installed"],
    ["context deadline exceeded", "it took too long"],
    ["terraform plan timed out after 10 minutes", "it took too long"],
    ["dial tcp: lookup sts.amazonaws.com: no such host", "the network failed"],
    ["Error: Instance cannot be destroyed", "prevent_destroy forbids it"],
    ["Error: Unsupported attribute", undefined],
    ["", undefined],
    [`${"x".repeat(200_000)}state is already locked`, "the state is locked"],
  ])("tells of %j", (error, kind) => {
    expect(failureKind(error)).toBe(kind);
  });
});
