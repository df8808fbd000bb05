import { TerraformOutput } from "cdktf";
import { Secret } from "../../../constructs/secrets/secret";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

const keyArn = "arn:aws:kms:eu-west-1:111111111111:key/6f1c0b3e";

describe("a secret", () => {
  const stack = synthesizeConstruct((scope) => {
    const secret = new Secret(scope, "secret", { name: "dev/orders/database-url", description: "For tests", keyArn });
    new TerraformOutput(scope, "arn", { value: secret.arn });
  });

  it("is encrypted with the given key, and can be restored for 30 days", () => {
    expect(resourcesOf(stack, "aws_secretsmanager_secret")).toEqual({
      secret_4DA88516: {
        name: "dev/orders/database-url",
        description: "For tests",
        kms_key_id: keyArn,
        recovery_window_in_days: 30,
      },
    });
  });

  it("has no value, which would end up in the state", () => {
    expect(Object.keys(stack.resource ?? {})).toEqual(["aws_secretsmanager_secret"]);
    expect(stack.data).toBeUndefined();
  });

  it("hands on its ARN by reference", () => {
    expect(stack.output?.arn?.value).toBe(`\${aws_secretsmanager_secret.secret_4DA88516.arn}`);
  });

  it("can be made to forget sooner", () => {
    const short = synthesizeConstruct((scope) => {
      new Secret(scope, "secret", { name: "dev/orders/key", description: "For tests", keyArn, recoveryDays: 7 });
    });
    expect(resourceOf(short, "aws_secretsmanager_secret")).toMatchObject({ recovery_window_in_days: 7 });
  });
});
