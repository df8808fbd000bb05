import { policyDocument, type Statement } from "../../../constructs/iam/policy-document";

const toJson = (...statements: readonly Statement[]): unknown => JSON.parse(policyDocument(statements));

describe("a policy document", () => {
  test("is of the version that knows conditions and variables", () => {
    expect(toJson()).toEqual({ Version: "2012-10-17", Statement: [] });
  });

  test("allows when nothing else is said, and writes a list of one as AWS stores it", () => {
    expect(
      toJson({ sid: "ReadsImages", actions: ["ecr:BatchGetImage"], resources: ["arn:aws:ecr:::repository/x"] }),
    ).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadsImages",
          Effect: "Allow",
          Action: "ecr:BatchGetImage",
          Resource: "arn:aws:ecr:::repository/x",
        },
      ],
    });
  });

  test("keeps the order of statements, actions and resources", () => {
    const statements = toJson(
      { sid: "Second", actions: ["s3:PutObject", "s3:GetObject"], resources: ["arn:aws:s3:::b", "arn:aws:s3:::a"] },
      { sid: "First", effect: "Deny", actions: ["s3:*"], resources: ["*"] },
    );
    expect(statements).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Second",
          Effect: "Allow",
          Action: ["s3:PutObject", "s3:GetObject"],
          Resource: ["arn:aws:s3:::b", "arn:aws:s3:::a"],
        },
        { Sid: "First", Effect: "Deny", Action: "s3:*", Resource: "*" },
      ],
    });
  });

  test.each([
    ["one service", { services: ["ecs.amazonaws.com"] }, { Service: "ecs.amazonaws.com" }],
    [
      "services",
      { services: ["a.amazonaws.com", "b.amazonaws.com"] },
      { Service: ["a.amazonaws.com", "b.amazonaws.com"] },
    ],
    ["one ARN", { arns: ["arn:aws:iam::1:root"] }, { AWS: "arn:aws:iam::1:root" }],
    [
      "ARNs",
      { arns: ["arn:aws:iam::1:root", "arn:aws:iam::2:root"] },
      { AWS: ["arn:aws:iam::1:root", "arn:aws:iam::2:root"] },
    ],
    ["anyone", "anyone" as const, "*"],
  ])("names %s", (_what, principals, expected) => {
    expect(toJson({ sid: "Trust", actions: ["sts:AssumeRole"], principals })).toEqual({
      Version: "2012-10-17",
      Statement: [{ Sid: "Trust", Effect: "Allow", Principal: expected, Action: "sts:AssumeRole" }],
    });
  });

  test("passes conditions on", () => {
    const conditions = {
      StringEquals: { "aws:SourceAccount": "111111111111" },
      ArnLike: { "aws:SourceArn": ["a", "b"] },
    };
    expect(toJson({ sid: "Limited", actions: ["sns:Publish"], conditions })).toEqual({
      Version: "2012-10-17",
      Statement: [{ Sid: "Limited", Effect: "Allow", Action: "sns:Publish", Condition: conditions }],
    });
  });
});

describe("a policy document of a trust in an identity provider", () => {
  test("names the provider", () => {
    const arn = "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com";
    expect(
      toJson({ sid: "JobsTakeRole", actions: ["sts:AssumeRoleWithWebIdentity"], principals: { federated: arn } }),
    ).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "JobsTakeRole",
          Effect: "Allow",
          Principal: { Federated: arn },
          Action: "sts:AssumeRoleWithWebIdentity",
        },
      ],
    });
  });
});

describe("everything but some resources", () => {
  const but = { sid: "AllBut", actions: ["s3:GetObject"], notResources: ["arn:aws:s3:::states/*"] };

  test("may be forbidden", () => {
    expect(toJson({ ...but, effect: "Deny" })).toEqual({
      Version: "2012-10-17",
      Statement: [{ Sid: "AllBut", Effect: "Deny", Action: "s3:GetObject", NotResource: "arn:aws:s3:::states/*" }],
    });
  });

  test("is never allowed", () => {
    expect(() => toJson(but)).toThrow(
      "the statement AllBut allows everything but some resources; name those it is for",
    );
  });
});
