/** An object of the bucket, with the metadata that CloudFront hands on. */
export interface StoredObject {
  readonly body: Uint8Array;
  readonly type?: string;
  readonly cache?: string;
}

/** What CloudFront remembers of an address: the object, or that S3 has none. */
export interface Remembered {
  readonly object: StoredObject | undefined;
  readonly since: number;
}

/**
 * How long CloudFront keeps what S3 answers: the managed policy CachingOptimized keeps it for at least a second, whatever its
 * Cache-Control says, and for a day where that says nothing. Source: CloudFront Developer Guide, "Use managed cache policies",
 * and "Manage how long content stays in the cache".
 *
 * @returns Seconds.
 */
export function secondsKept(cacheControl: string | undefined): number {
  if (cacheControl === undefined) return 86_400;
  if (/\b(no-cache|no-store|private)\b/i.test(cacheControl)) return 1;
  const age = /\bs-maxage=(\d+)/i.exec(cacheControl) ?? /\bmax-age=(\d+)/i.exec(cacheControl);
  return age ? Math.min(Math.max(Number(age[1]), 1), 31_536_000) : 86_400;
}

/** How long CloudFront remembers that S3 has no such object: the distribution's `error_caching_min_ttl`. In seconds. */
export const SECONDS_OF_ABSENCE = 10;

/** What one edge of CloudFront remembers, by the address that the function made; nothing else is part of the key. */
export class EdgeMemory {
  private readonly remembered = new Map<string, Remembered>();

  constructor(private readonly now: () => number) {}

  /** Undefined when it has to be asked for (again). */
  find(uri: string): Remembered | undefined {
    const found = this.remembered.get(uri);
    if (!found) return undefined;
    const seconds = found.object ? secondsKept(found.object.cache) : SECONDS_OF_ABSENCE;
    return this.now() - found.since < seconds * 1000 ? found : undefined;
  }

  keep(uri: string, object: StoredObject | undefined): Remembered {
    const kept = { object, since: this.now() };
    this.remembered.set(uri, kept);
    return kept;
  }

  /** A path may end with `*`, which stands for anything. Source: CloudFront Developer Guide, "Invalidate files". */
  forget(paths: readonly string[]): void {
    for (const uri of [...this.remembered.keys()])
      if (paths.some((path) => (path.endsWith("*") ? uri.startsWith(path.slice(0, -1)) : uri === path)))
        this.remembered.delete(uri);
  }
}

/**
 * Keys as an edge sees them: what was written shows some time after it was first asked for, as an edge far away would see it.
 *
 * @param delay In milliseconds. What is there at the first look shows at once.
 */
export function delayedKeys(
  readKey: (key: string) => Promise<string | undefined>,
  delay: number,
  now: () => number,
): (key: string) => Promise<string | undefined> {
  const seen = new Map<string, { shown: string | undefined; next: string | undefined; since: number }>();
  return async (key) => {
    const text = await readKey(key);
    const known = seen.get(key) ?? { shown: text, next: text, since: now() };
    if (text !== known.next) Object.assign(known, { next: text, since: now() });
    if (known.shown !== known.next && now() - known.since >= delay) known.shown = known.next;
    seen.set(key, known);
    return known.shown;
  };
}
