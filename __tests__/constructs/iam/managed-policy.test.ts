import { TerraformOutput } from "cdktf";
import { ManagedPolicy } from "../../../constructs/iam/managed-policy";
import type { Statement } from "../../../constructs/iam/policy-document";
import { resourcesOf, synthesizeConstruct } from "../../support/synthesize";

const reads: Statement = { sid: "Reads", actions: ["sqs:GetQueueUrl"], resources: ["arn:aws:sqs:::a"] };

const policyOf = (statements: readonly Statement[]) =>
  synthesizeConstruct((scope) => {
    const { arn } = new ManagedPolicy(scope, "policy", {
      name: "dev-x",
      path: "/dev/",
      description: "For x",
      statements,
    });
    new TerraformOutput(scope, "arn", { value: arn });
  });

test("a managed policy has its name, path, description and statements", () => {
  const stack = policyOf([reads]);
  expect(resourcesOf(stack, "aws_iam_policy")).toEqual({
    policy_E16B4B70: {
      name: "dev-x",
      path: "/dev/",
      description: "For x",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "Reads", Effect: "Allow", Action: "sqs:GetQueueUrl", Resource: "arn:aws:sqs:::a" }],
      }),
    },
  });
  expect(stack.output).toEqual({ arn: { value: "${aws_iam_policy.policy_E16B4B70.arn}" } });
});

test("a managed policy that is longer than IAM takes is refused by name", () => {
  const long = Array.from({ length: 100 }, () => reads);
  expect(() => policyOf(long)).toThrow(
    /^the policy dev-x has \d+ characters, and IAM takes 6144; make two policies of it$/,
  );
});
