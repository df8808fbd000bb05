import { TerraformOutput } from "cdktf";
import { type SecretOfVariable, Secrets } from "../../../constructs/secrets/secrets";
import { resourcesOf, synthesizeConstruct } from "../../support/synthesize";

const keyArn = "arn:aws:kms:eu-west-1:111111111111:key/6f1c0b3e";

const TERMS: Readonly<Record<string, Pick<SecretOfVariable, "owner" | "rotation">>> = {
  "dev/orders/database-url": { owner: "backend", rotation: "by hand every 90 days" },
  "dev/orders/token": { owner: "platform/lead", rotation: "by apple every 365 days" },
};

describe("the secrets of a reader", () => {
  const build = (names: Readonly<Record<string, string>>) => {
    const stack = synthesizeConstruct((scope) => {
      const of = Object.entries(names).map(([variable, name]) => ({
        variable,
        name,
        owner: TERMS[name]?.owner ?? "",
        rotation: TERMS[name]?.rotation ?? "",
      }));
      const secrets = new Secrets(scope, "secrets", { secrets: of, reader: "orders in dev", keyArn, recoveryDays: 7 });
      new TerraformOutput(scope, "arns", { value: secrets.arns });
      new TerraformOutput(scope, "by-variable", { value: secrets.byVariable });
    });
    return { stack, arns: stack.output?.arns?.value, byVariable: stack.output?.["by-variable"]?.value };
  };
  const url = `\${aws_secretsmanager_secret.secrets_dev--orders--database-url_78EF6CA8.arn}`;
  const token = `\${aws_secretsmanager_secret.secrets_dev--orders--token_B7037A4A.arn}`;

  it("are created once each, however many variables get them, and say whose they are", () => {
    const names = {
      TOKEN: "dev/orders/token",
      DATABASE_URL: "dev/orders/database-url",
      READER: "dev/orders/database-url",
    };
    const { stack, arns, byVariable } = build(names);
    const common = { description: "Read by orders in dev", kms_key_id: keyArn, recovery_window_in_days: 7 };
    expect(Object.values(resourcesOf(stack, "aws_secretsmanager_secret"))).toEqual([
      {
        name: "dev/orders/database-url",
        ...common,
        tags: { "secret-owner": "backend", "secret-rotation": "by hand every 90 days" },
      },
      {
        name: "dev/orders/token",
        ...common,
        tags: { "secret-owner": "platform/lead", "secret-rotation": "by apple every 365 days" },
      },
    ]);
    expect(arns).toEqual([url, token]);
    expect(byVariable).toEqual({ DATABASE_URL: url, READER: url, TOKEN: token });
  });

  it("do not depend on the order in which the catalogue lists them", () => {
    const one = build({ A: "dev/orders/token", B: "dev/orders/database-url" });
    const other = build({ B: "dev/orders/database-url", A: "dev/orders/token" });
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  });

  it("may be none", () => {
    const { stack, arns } = build({});
    expect(stack.resource).toBeUndefined();
    expect(arns).toEqual([]);
  });
});
