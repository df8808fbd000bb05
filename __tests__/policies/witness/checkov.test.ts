import { failuresIn, forCheckov, unreadIn } from "../../../policies/witness/checkov";

const report = {
  check_type: "terraform_json",
  results: {
    failed_checks: [
      {
        check_id: "CKV_AWS_21",
        check_name: "Keep versions",
        file_path: "/dev-platform/cdk.tf.json",
        resource: "aws_s3_bucket.a",
      },
      { check_id: "CKV_AWS_66", check_name: "Forget", file_path: "/dev/cdk.tf.json", resource: "resource.logs_1" },
    ],
    parsing_errors: ["b/cdk.tf.json", "/tmp/x/a/cdk.tf.json"],
  },
};
const failures = [
  { check: "CKV_AWS_21", wants: "Keep versions", stack: "dev-platform", name: "a" },
  { check: "CKV_AWS_66", wants: "Forget", stack: "dev", name: "logs_1" },
];

describe("what checkov prints", () => {
  it.each([
    ["as one report", report],
    ["as a list", [report]],
  ])("%s tells what failed where", (_, output) => {
    expect(failuresIn(output)).toEqual(failures);
  });

  it("tells what it could not read", () => {
    expect(unreadIn(report)).toEqual(["a", "b"]);
  });

  it("is no report when it judged nothing", () => {
    expect(() => failuresIn({ passed: 0, failed: 0 })).toThrow('checkov judged nothing: {"passed":0,"failed":0}');
  });
});

it("checkov gets what it can read, and nothing that it fails on", () => {
  const configuration = {
    "//": {},
    terraform: { required_version: "~> 1.11" },
    moved: [{ from: "a.b", to: "a.c" }],
    resource: { a: {} },
    output: {},
  };
  expect(forCheckov(configuration)).toEqual({ resource: { a: {} }, output: {} });
});
