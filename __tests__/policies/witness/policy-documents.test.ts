import { policyTextsIn } from "../../../policies/witness/policy-documents";
import type { JsonObject } from "../../../terraform-json/json";

const policy = (resource: string): string => `{"Version":"2012-10-17","Statement":[{"Resource":"${resource}"}]}`;
const stack = (resource: string, more: JsonObject = {}): JsonObject => ({
  ...more,
  resource: { aws_iam_policy: { a: { name: "a", policy: policy(resource) } } },
});
const textOf = (stacks: Readonly<Record<string, JsonObject>>, id: string) =>
  policyTextsIn(new Map(Object.entries(stacks))).find((each) => each.stack === id)?.text;

describe("a policy for a witness", () => {
  it("is every attribute that holds one, with its address", () => {
    expect(policyTextsIn(new Map([["dev", stack("*")]]))).toEqual([
      { stack: "dev", address: "aws_iam_policy.a", attribute: "policy", text: policy("*") },
    ]);
  });

  it.each([
    ["a key", "${aws_kms_key.k_1.arn}", "arn:aws:kms:eu-west-1:123456789012:key/12345678-1234-1234-1234-123456789012"],
    ["what is in a bucket", "${aws_s3_bucket.b.arn}/*", "arn:aws:s3:::placeholder/*"],
    [
      "a name",
      "arn:aws:ecs:eu-west-1:1:cluster/${aws_ecs_cluster.c.name}",
      "arn:aws:ecs:eu-west-1:1:cluster/placeholder",
    ],
  ])("has an ARN of the right form for %s that is not known yet", (_, resource, concrete) => {
    expect(textOf({ dev: stack(resource) }, "dev")).toBe(policy(concrete));
  });

  it("has what another stack publishes, wherever that comes from", () => {
    const read: JsonObject = {
      data: { terraform_remote_state: { up: { config: { key: "dev-platform" } } } },
    };
    const platform: JsonObject = { output: { key_arn: { value: "${aws_sns_topic.t.arn}" } } };
    const stacks = { "dev-platform": platform, dev: stack("${data.terraform_remote_state.up.outputs.key_arn}", read) };
    expect(textOf(stacks, "dev")).toBe(policy("arn:aws:sns:eu-west-1:123456789012:placeholder"));
  });

  it.each(["${aws_unheard_of.x.arn}", "${local.some_arn}"])("is not guessed: %s", (resource) => {
    expect(() => textOf({ dev: stack(resource) }, "dev")).toThrow(/ARN/);
  });
});
