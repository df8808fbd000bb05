import { TerraformOutput } from "cdktf";
import { Secret } from "../../../constructs/secrets/secret";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

const terms = { owner: "backend/lead", rotation: "by hand every 90 days" };
const keyArn = "arn:aws:kms:eu-west-1:111111111111:key/6f1c0b3e";

describe("a secret", () => {
  const stack = synthesizeConstruct((scope) => {
    const props = { name: "dev/orders/database-url", description: "For tests", keyArn, ...terms };
    const secret = new Secret(scope, "secret", props);
    new TerraformOutput(scope, "arn", { value: secret.arn });
  });

  it("is encrypted with the given key, can be restored for 30 days, and says whose it is", () => {
    expect(resourcesOf(stack, "aws_secretsmanager_secret")).toEqual({
      secret_4DA88516: {
        name: "dev/orders/database-url",
        description: "For tests",
        kms_key_id: keyArn,
        recovery_window_in_days: 30,
        tags: { "secret-owner": "backend/lead", "secret-rotation": "by hand every 90 days" },
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
      new Secret(scope, "secret", {
        name: "dev/orders/key",
        description: "For tests",
        keyArn,
        recoveryDays: 7,
        ...terms,
      });
    });
    expect(resourceOf(short, "aws_secretsmanager_secret")).toMatchObject({ recovery_window_in_days: 7 });
  });
});
