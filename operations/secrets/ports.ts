import type { SecretValue } from "./secret-value";

/** What Secrets Manager knows of a secret, without its value. */
export interface StoredSecret {
  readonly arn: string;
  /** Labels of its versions, by version id: `AWSCURRENT`, `AWSPREVIOUS`. */
  readonly versions: Readonly<Record<string, readonly string[]>>;
  /** When anything of it changed, its tags included. */
  readonly touched: Date | undefined;
  /** When its current value was put in; undefined while it has none. */
  readonly changed: Date | undefined;
  /** True while it can only be restored: it was deleted. */
  readonly isDeleted: boolean;
}

/** The secrets of one account in one region. No method returns a value. */
export interface SecretStore {
  /** Undefined when there is no secret of that name. */
  read(name: string): Promise<StoredSecret | undefined>;
  /**
   * Makes a value the current one; that which was current is kept as the previous one.
   *
   * @param versionId Of the version that this makes. It is `taken` when another value has it already.
   */
  write(arn: string, value: SecretValue, versionId: string): Promise<"written" | "taken">;
}

/** AWS, with whatever credentials are in use. */
export interface Cloud {
  /** The account of these credentials. */
  accountId(region: string): Promise<string>;
  secretsIn(region: string): SecretStore;
}
