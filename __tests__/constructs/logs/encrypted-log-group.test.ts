import { TerraformOutput } from "cdktf";
import { EncryptedLogGroup } from "../../../constructs/logs/encrypted-log-group";
import { resourcesOf, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

describe("a log group", () => {
  const stack = synthesizeConstruct((scope) => {
    const group = new EncryptedLogGroup(scope, "group", {
      name: "/dev/flow-log",
      retentionDays: 30,
      keyArn: "arn:aws:kms:eu-west-1:111111111111:key/1",
    });
    new TerraformOutput(scope, "name", { value: group.name });
    new TerraformOutput(scope, "arn", { value: group.arn });
  });

  test("is encrypted with the key, and forgets in time", () => {
    expect(resourcesOf(stack, "aws_cloudwatch_log_group")).toEqual({
      group_C397F008: {
        name: "/dev/flow-log",
        retention_in_days: 30,
        kms_key_id: "arn:aws:kms:eu-west-1:111111111111:key/1",
      },
    });
  });

  test("tells its name and its ARN, so that whoever writes to it waits for it", () => {
    expect(stack.output).toEqual({
      name: { value: ref("aws_cloudwatch_log_group.group_C397F008.name") },
      arn: { value: ref("aws_cloudwatch_log_group.group_C397F008.arn") },
    });
  });
});
