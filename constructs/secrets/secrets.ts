import { Construct } from "constructs";
import { Secret } from "./secret";

/** A secret that an environment variable gets. */
export interface SecretOfVariable {
  /** Name of the environment variable. */
  readonly variable: string;
  readonly name: string;
  readonly owner: string;
  readonly rotation: string;
}

export interface SecretsProps {
  /** Two variables may share one secret, of which both say the same. */
  readonly secrets: readonly SecretOfVariable[];
  /** Whom they are for, as people say it: `orders in dev`. */
  readonly reader: string;
  readonly keyArn: string;
  /** Days, 7 to 30, in which a deleted secret can be restored. */
  readonly recoveryDays: number;
}

/** Places for the secrets of one reader, each created once. */
export class Secrets extends Construct {
  /** ARNs, by the name of the environment variable. */
  readonly byVariable: Readonly<Record<string, string>>;
  /** Every ARN once, sorted by the secrets' names. */
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string, { secrets, reader, keyArn, recoveryDays }: SecretsProps) {
    super(scope, id);
    const description = `Read by ${reader}`;
    const byName = new Map(secrets.map(({ variable: _variable, ...secret }) => [secret.name, secret]));
    const created = [...byName.keys()].sort().flatMap((name) => {
      const secret = byName.get(name);
      if (!secret) return [];
      const { arn } = new Secret(this, name, { ...secret, description, keyArn, recoveryDays });
      return [{ arn, variables: secrets.filter((other) => other.name === name).map(({ variable }) => variable) }];
    });
    this.arns = created.map(({ arn }) => arn);
    this.byVariable = Object.fromEntries(
      created.flatMap(({ arn, variables }) => variables.map((variable) => [variable, arn])),
    );
  }
}
