/** The states of one network: a bucket with one object a stack, whose key is the stack's id. Nothing here writes. */
export interface StateBucket {
  /** Name of the bucket. */
  readonly name: string;
  /** Every state, sorted by key. */
  list(): Promise<readonly StateObject[]>;
  /**
   * A state as it is, or as it was.
   *
   * @param versionId @default the newest
   * @returns undefined when there is none.
   */
  read(key: string, versionId?: string): Promise<StateText | undefined>;
  /** What the object held, newest first. */
  versions(key: string): Promise<readonly StateVersion[]>;
  /** The locks that are held now, sorted by key. */
  locks(): Promise<readonly StateLock[]>;
}

/** One state, without its content. */
export interface StateObject {
  readonly key: string;
  /** Differs when the content differs. */
  readonly etag: string;
  readonly bytes: number;
  readonly modified: Date;
}

export interface StateText {
  readonly text: string;
  readonly etag: string;
  readonly versionId: string | undefined;
  readonly modified: Date;
}

export interface StateVersion {
  readonly versionId: string;
  readonly etag: string;
  readonly bytes: number;
  readonly modified: Date;
  readonly isLatest: boolean;
  /** Whether the object was deleted then: there is nothing to read. */
  readonly isDeleted: boolean;
}

/** A lock that Terraform holds on a state: the object `<key>.tflock`. Source: Terraform, `internal/states/statemgr/locker.go`. */
export interface StateLock {
  /** Key of the state that is locked. */
  readonly key: string;
  /** What `terraform force-unlock` takes. */
  readonly id: string;
  /** `OperationTypeApply` */
  readonly operation: string;
  /** `user@host` */
  readonly who: string;
  /** RFC 3339. */
  readonly created: string;
  readonly terraformVersion: string;
}
