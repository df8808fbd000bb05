import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { StateObject } from "../operations/inspect/ports";
import type { StateCache } from "../operations/inspect/read-states";
import { writeWhole } from "./files";

/** Only whoever runs the command reads what it keeps. */
const FOR_ME = { file: 0o600, folder: 0o700 };

export interface StateCacheOptions {
  /** The folder of everything that is written: `.infra`. */
  readonly folder: string;
  /**
   * Where AWS is emulated: an emulator's states are not those of AWS.
   * @default - the real one is asked
   */
  readonly endpoint?: string;
  /** What decides what is hidden and kept: another text makes everything be read again. */
  readonly rules: string;
  /**
   * Whether what was kept before counts.
   * @default true
   */
  readonly reads?: boolean;
}

/**
 * Keeps redacted states as files in `states/` below the folder of everything that is written, one for each state: a newer
 * version takes the place of the older one.
 */
export function stateCache({ folder, endpoint = "", rules, reads = true }: StateCacheOptions): StateCache {
  const place = join(folder, "states");
  const pathOf = (bucket: string, { key }: StateObject) =>
    join(place, `${digest([endpoint, bucket, key]).slice(0, 40)}.json`);
  const headOf = (bucket: string, { key, etag }: StateObject) => digest([rules, endpoint, bucket, key, etag]);
  return {
    async read(bucket, object) {
      if (!reads) return undefined;
      // What cannot be read, as somebody else owns it, is read from the bucket again.
      const text = await readFile(pathOf(bucket, object), "utf8").catch(() => "");
      const head = headOf(bucket, object);
      // A file that ends early was never written by us.
      return text.startsWith(`${head}\n`) && text.endsWith("}") ? text.slice(head.length + 1) : undefined;
    },
    async write(bucket, object, text) {
      try {
        await mkdir(place, { recursive: true, mode: FOR_ME.folder });
        await writeWhole(pathOf(bucket, object), `${headOf(bucket, object)}\n${text}`, { mode: FOR_ME.file });
      } catch {
        // Where nothing can be kept, everything is read again.
      }
    },
  };
}

const digest = (parts: readonly string[]): string => createHash("sha256").update(JSON.stringify(parts)).digest("hex");
