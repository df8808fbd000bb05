import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StateBucket, StateLock, StateObject, StateVersion } from "../../../operations/inspect/ports";
import type { FoundState, StateCache } from "../../../operations/inspect/read-states";
import { redacted } from "../../../operations/inspect/redaction";
import { readState } from "../../../operations/inspect/state-document";
import type { JsonObject } from "../../../terraform-json/json";

const FIXTURES = join(__dirname, "..", "..", "fixtures", "states");

/** A state that the real Terraform wrote. */
export const stateText = (name: "before" | "after"): string => readFileSync(join(FIXTURES, `${name}.json`), "utf8");

/** A resource in a state, as far as a test says what it is. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly attributes: JsonObject;
  readonly dependencies?: readonly string[];
  readonly mode?: "data";
}

/** The text of a state with these resources. */
export const stateOf = (resources: readonly Resource[], more: JsonObject = {}): string =>
  JSON.stringify({
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "lineage",
    outputs: {},
    resources: resources.map(({ type, name, mode = "managed", attributes, dependencies = [] }) => ({
      mode,
      type,
      name,
      instances: [{ attributes, dependencies }],
    })),
    ...more,
  });

/** A state that was read, of a stack of the network dev. */
export const found = (stack: string, text: string): FoundState => ({
  network: "dev",
  stack,
  modified: new Date("2026-03-04T05:06:07Z"),
  state: redacted(readState(text)),
});

/** A bucket of states in memory. Of each key its versions, newest first; undefined is a deletion. */
export class MemoryBucket implements StateBucket {
  readonly reads: string[] = [];

  constructor(
    readonly name: string,
    private readonly objects: Readonly<Record<string, readonly (string | undefined)[]>>,
    private readonly held: readonly StateLock[] = [],
  ) {}

  async list(): Promise<readonly StateObject[]> {
    return Object.keys(this.objects)
      .sort()
      .flatMap((key) => {
        const [newest] = this.all(key);
        return newest && !newest.isDeleted ? [{ ...newest, key }] : [];
      });
  }

  async read(key: string, versionId?: string) {
    this.reads.push(versionId === undefined ? key : `${key} ${versionId}`);
    const index = this.all(key).findIndex((version) => versionId === undefined || version.versionId === versionId);
    const text = this.objects[key]?.[index];
    return text === undefined ? undefined : { text, ...(this.all(key)[index] as StateVersion) };
  }

  async versions(key: string): Promise<readonly StateVersion[]> {
    return this.all(key);
  }

  async locks() {
    return this.held;
  }

  private all(key: string): readonly StateVersion[] {
    const texts = this.objects[key] ?? [];
    return texts.map((text, index) => ({
      versionId: `v${texts.length - index}`,
      etag: `etag-${texts.length - index}`,
      bytes: text?.length ?? 0,
      modified: new Date(Date.UTC(2026, 2, 4, texts.length - index)),
      isLatest: index === 0,
      isDeleted: text === undefined,
    }));
  }
}

/** A cache in memory. */
export function memoryCache(): StateCache & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const keyOf = (bucket: string, { key, etag }: StateObject) => `${bucket} ${key} ${etag}`;
  return {
    kept,
    read: async (bucket, object) => kept.get(keyOf(bucket, object)),
    write: async (bucket, object, text) => {
      kept.set(keyOf(bucket, object), text);
    },
  };
}
