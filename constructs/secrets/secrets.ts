import { Construct } from "constructs";
import { Secret } from "./secret";

export interface SecretsProps {
  /** Names of secrets, by the name of the environment variable that gets the value. Two variables may share one. */
  readonly names: Readonly<Record<string, string>>;
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

  constructor(scope: Construct, id: string, { names, reader, keyArn, recoveryDays }: SecretsProps) {
    super(scope, id);
    const description = `Read by ${reader}`;
    const unique = [...new Set(Object.values(names))].sort();
    const secrets = unique.map((name) => {
      const { arn } = new Secret(this, name, { name, description, keyArn, recoveryDays });
      return { arn, variables: Object.keys(names).filter((variable) => names[variable] === name) };
    });
    this.arns = secrets.map(({ arn }) => arn);
    this.byVariable = Object.fromEntries(
      secrets.flatMap(({ arn, variables }) => variables.map((variable) => [variable, arn])),
    );
  }
}
