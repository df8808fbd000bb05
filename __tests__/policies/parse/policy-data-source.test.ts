import { policyOfDataSource } from "../../../policies/parse/policy-data-source";
import { Unknown } from "../../../policies/value";

const NOTHING = {
  effect: "Allow",
  actions: [],
  notActions: [],
  resources: [],
  notResources: [],
  principals: {},
  notPrincipals: {},
  conditions: [],
};

describe("a policy that a data source writes", () => {
  test("has the statements of its blocks", () => {
    const { statements, isWhole } = policyOfDataSource({
      statement: [
        { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/*"] },
        {
          effect: "Deny",
          not_actions: ["iam:*"],
          not_resources: ["arn:aws:s3:::a"],
          principals: [
            { type: "AWS", identifiers: ["111111111111"] },
            { type: "AWS", identifiers: ["222222222222"] },
            { type: "Service", identifiers: ["ecs.amazonaws.com"] },
          ],
          not_principals: { type: "*", identifiers: ["*"] },
          condition: { test: "StringEquals", variable: "aws:SourceAccount", values: ["1"] },
        },
      ],
    });
    expect(isWhole).toBe(true);
    expect(statements).toEqual([
      { ...NOTHING, path: "statement[0]", sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/*"] },
      {
        ...NOTHING,
        path: "statement[1]",
        effect: "Deny",
        notActions: ["iam:*"],
        notResources: ["arn:aws:s3:::a"],
        principals: { AWS: ["111111111111", "222222222222"], Service: ["ecs.amazonaws.com"] },
        notPrincipals: { "*": ["*"] },
        conditions: [{ operator: "StringEquals", key: "aws:sourceaccount", values: ["1"] }],
      },
    ]);
  });

  test("may have one block alone, and an effect that may turn out to be to allow", () => {
    const { statements } = policyOfDataSource({
      statement: { effect: new Unknown([], "${var.effect}"), actions: ["s3:GetObject"] },
    });
    expect(statements).toEqual([{ ...NOTHING, path: "statement[0]", actions: ["s3:GetObject"] }]);
  });

  test.each([
    ["it takes statements from elsewhere", { source_policy_documents: ["{}"] }],
    ["others override its statements", { override_policy_documents: ["{}"] }],
    ["its statements come from an expression", { statement: new Unknown([]) }],
    ["one of its statements does", { statement: [new Unknown([])] }],
  ])("is not whole when %s", (_when, values) => {
    expect(policyOfDataSource(values).isWhole).toBe(false);
  });

  test("is as long as Terraform writes it, without what it refers to", () => {
    const { size } = policyOfDataSource({
      statement: [{ actions: ["s3:GetObject"], resources: [new Unknown(["aws_s3_bucket.a"]), "arn:aws:s3:::a"] }],
    });
    const text =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":["","arn:aws:s3:::a"]}]}';
    expect(size).toEqual({ known: text.length, expressions: 1 });
  });
});
