import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Construct } from "constructs";

export interface SecretProps {
  /** Slashes group secrets: `dev/orders/database-url`. */
  readonly name: string;
  readonly description: string;
  readonly keyArn: string;
  /**
   * Days, 7 to 30, in which a deleted secret can be restored. Its name stays taken for as long.
   * @default 30
   */
  readonly recoveryDays?: number;
}

/**
 * A place for a secret, without its value: what Terraform writes ends up in its state. The value is put in by other
 * means (`aws secretsmanager put-secret-value`, a rotation), before the first task that needs it starts.
 */
export class Secret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, description, keyArn, recoveryDays = 30 }: SecretProps) {
    super(scope, id);
    const secret = new SecretsmanagerSecret(this, "Resource", {
      name,
      description,
      kmsKeyId: keyArn,
      recoveryWindowInDays: recoveryDays,
    });
    this.arn = secret.arn;
  }
}
