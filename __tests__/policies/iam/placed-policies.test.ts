import { policiesIn } from "../../../policies/iam/placed-policies";
import { viewOfConfiguration } from "../../../policies/view/from-configuration";
import { viewOfPlan } from "../../../policies/view/from-plan";
import type { JsonObject } from "../../../terraform-json/json";

const policy = (statement: object): string => JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] });

/** Where policies stand in a configuration, of what kind they are, and what they allow. */
const placesIn = (configuration: JsonObject) =>
  policiesIn(viewOfConfiguration("stack", configuration)).map(({ resource, path, kind, document }) => [
    resource.address,
    path,
    kind,
    document === "unknown" || "problem" in document ? document : document.statements.map(({ actions }) => actions),
  ]);

describe("the policies of a stack", () => {
  test("are found wherever resources hold them", () => {
    const identity = policy({ Action: "s3:GetObject" });
    expect(
      placesIn({
        resource: {
          aws_iam_role: {
            r: {
              assume_role_policy: policy({ Action: "sts:AssumeRole" }),
              inline_policy: [{ name: "a", policy: identity }],
            },
          },
          aws_ssoadmin_permission_set_inline_policy: { p: { inline_policy: identity } },
          aws_kms_key: { k: { policy: policy({ Action: "kms:*" }) }, none: { description: "without" } },
          aws_vpc_endpoint: { e: { policy: policy({ Action: "*" }) } },
          aws_cloudwatch_log_resource_policy: { l: { policy_document: policy({ Action: "logs:PutLogEvents" }) } },
        },
      }),
    ).toEqual([
      ["aws_cloudwatch_log_resource_policy.l", "policy_document", "resource", [["logs:PutLogEvents"]]],
      ["aws_iam_role.r", "assume_role_policy", "trust", [["sts:AssumeRole"]]],
      ["aws_iam_role.r", "inline_policy[0].policy", "identity", [["s3:GetObject"]]],
      ["aws_kms_key.k", "policy", "resource", [["kms:*"]]],
      ["aws_ssoadmin_permission_set_inline_policy.p", "inline_policy", "identity", [["s3:GetObject"]]],
      ["aws_vpc_endpoint.e", "policy", "endpoint", [["*"]]],
    ]);
  });

  test("of data sources stand where they are used, and alone where nobody here uses them", () => {
    expect(
      placesIn({
        data: {
          aws_iam_policy_document: {
            used: { statement: [{ actions: ["s3:GetObject"] }] },
            trust: { statement: [{ actions: ["sts:AssumeRole"], principals: [{ type: "AWS", identifiers: ["1"] }] }] },
            bucket: { statement: [{ actions: ["s3:*"], principals: [{ type: "AWS", identifiers: ["1"] }] }] },
            identity: { statement: [{ actions: ["sqs:SendMessage"] }] },
          },
        },
        resource: {
          aws_iam_policy: { a: { policy: "${data.aws_iam_policy_document.used.json}" } },
          aws_iam_role_policy: { b: { policy: "${data.aws_iam_policy_document.used.minified_json}" } },
        },
      }),
    ).toEqual([
      ["aws_iam_policy.a", "policy", "identity", [["s3:GetObject"]]],
      ["aws_iam_role_policy.b", "policy", "identity", [["s3:GetObject"]]],
      ["data.aws_iam_policy_document.bucket", "", "resource", [["s3:*"]]],
      ["data.aws_iam_policy_document.identity", "", "identity", [["sqs:SendMessage"]]],
      ["data.aws_iam_policy_document.trust", "", "trust", [["sts:AssumeRole"]]],
    ]);
  });

  test("may be unknown or unreadable, and hide no other", () => {
    expect(
      placesIn({
        resource: {
          aws_iam_policy: {
            a: { policy: "${file(var.name)}" },
            b: { policy: "[]" },
            c: { policy: policy({ Action: "s3:GetObject" }) },
          },
        },
      }),
    ).toEqual([
      ["aws_iam_policy.a", "policy", "identity", "unknown"],
      ["aws_iam_policy.b", "policy", "identity", { problem: "the policy is no JSON object" }],
      ["aws_iam_policy.c", "policy", "identity", [["s3:GetObject"]]],
    ]);
  });

  test("of a plan are those that were written, not those that AWS puts there", () => {
    const change = (type: string, after: JsonObject, unknown: JsonObject) => ({
      address: `${type}.a`,
      type,
      name: "a",
      change: { actions: ["create"], after, after_unknown: unknown },
    });
    const plan = {
      resource_changes: [
        change("aws_sqs_queue", { name: "a" }, { policy: true }),
        change("aws_sns_topic", { name: "a", policy: "" }, {}),
        change("aws_kms_key", {}, { policy: true }),
        change("aws_iam_policy", { policy: policy({ Action: "s3:GetObject" }) }, {}),
      ],
      configuration: {
        root_module: {
          resources: [
            { address: "aws_sqs_queue.a", expressions: { name: { constant_value: "a" } } },
            {
              address: "aws_kms_key.a",
              expressions: { policy: { references: ["aws_iam_role.r.arn", "aws_iam_role.r"] } },
            },
          ],
        },
      },
    };
    const found = policiesIn(viewOfPlan("stack", plan as unknown as JsonObject));
    expect(found.map(({ resource, document }) => [resource.address, document])).toEqual([
      ["aws_iam_policy.a", expect.objectContaining({ isWhole: true })],
      ["aws_kms_key.a", "unknown"],
    ]);
  });
});
