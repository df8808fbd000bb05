import type { ObjectStore, Version } from "../../operations/records/object-store";

/** Texts in memory, with the conditions of S3. */
export class MemoryStore implements ObjectStore {
  private readonly texts = new Map<string, { readonly text: string; readonly version: Version }>();
  private count = 0;

  async read(key: string) {
    return this.texts.get(key);
  }

  async create(key: string, text: string) {
    return this.texts.has(key) ? "taken" : this.put(key, text);
  }

  async replace(key: string, text: string, version: Version) {
    return this.texts.get(key)?.version === version ? this.put(key, text) : "changed";
  }

  async list(prefix: string) {
    return [...this.texts.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  /** What a key holds, read as JSON. */
  json(key: string): unknown {
    const stored = this.texts.get(key);
    return stored && JSON.parse(stored.text);
  }

  /** Writes whatever the conditions, as somebody else would. */
  put(key: string, text: string) {
    this.count += 1;
    const version = `"${this.count}"` as Version;
    this.texts.set(key, { text, version });
    return { version };
  }
}
