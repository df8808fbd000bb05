import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { Construct } from "constructs";

export interface SecretProps {
  /** Slashes group secrets: `dev/orders/database-url`. */
  readonly name: string;
  readonly description: string;
  /** Who fills it and answers for it: a team, or a role in one, such as `backend/lead`. */
  readonly owner: string;
  /** How it gets another value, as people say it: `by hand every 90 days`. */
  readonly rotation: string;
  readonly keyArn: string;
  /**
   * Days, 7 to 30, in which a deleted secret can be restored. Its name stays taken for as long.
   * @default 30
   */
  readonly recoveryDays?: number;
}

/**
 * A place for a secret, without its value: what Terraform writes ends up in its state. The value is put in by other
 * means (`infra secret set`, a rotation), before the first task that needs it starts.
 *
 * Who fills it, and how it is rotated, stand in tags of their own: `owner` is that of the infrastructure.
 */
export class Secret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    const { name, description, owner, rotation, keyArn, recoveryDays = 30 } = props;
    const secret = new SecretsmanagerSecret(this, "Resource", {
      name,
      description,
      kmsKeyId: keyArn,
      recoveryWindowInDays: recoveryDays,
      tags: { "secret-owner": owner, "secret-rotation": rotation },
    });
    this.arn = secret.arn;
  }
}
