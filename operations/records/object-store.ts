/**
 * Texts under keys, each written only on a condition: how records and locks are kept without a database of our own. A
 * bucket in S3, whose conditional writes are atomic. Source: Amazon S3 User Guide, "Conditional requests".
 */
export interface ObjectStore {
  /** What a key holds; undefined when it holds nothing. */
  read(key: string): Promise<StoredText | undefined>;
  /** Writes a key that holds nothing yet. `taken` when it does. */
  create(key: string, text: string): Promise<Written | "taken">;
  /** Writes over what was read. `changed` when somebody wrote or removed it since. */
  replace(key: string, text: string, version: Version): Promise<Written | "changed">;
  /** Every key that begins so, sorted. */
  list(prefix: string): Promise<readonly string[]>;
}

/** Names what a key held at one time: its ETag. Another text has another one. */
export type Version = string & { readonly version: unique symbol };

export interface StoredText {
  readonly text: string;
  readonly version: Version;
}

export interface Written {
  readonly version: Version;
}

/** What is kept cannot be read, or could not be written: the message says which key, why, and what to do. */
export class RecordError extends Error {
  override readonly name = "RecordError";
}
