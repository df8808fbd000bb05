import { createHash } from "node:crypto";

/** Longest part of an id that a person still reads. */
const LONGEST = 80;

/** Gives each thing of a page an id of its own. */
export type Ids = (kind: string, ...names: readonly string[]) => string;

/**
 * Ids by which a page links into itself, and others link into it: the same thing has the same id in every report. A name
 * with characters that an id cannot have, or a long one, ends in a few characters that tell it from others. A second thing
 * of the same name has a number.
 */
export function newIds(): Ids {
  const used = new Map<string, number>();
  return (kind, ...names) => {
    const id = `${kind}-${names.map(slugOf).join(":")}`;
    const times = (used.get(id) ?? 0) + 1;
    used.set(id, times);
    return times === 1 ? id : `${id}~${times}`;
  };
}

function slugOf(name: string): string {
  const slug = name.replace(/[^A-Za-z0-9_.-]+/g, "-").slice(0, LONGEST);
  if (slug === name) return slug;
  return `${slug.replace(/-+$/, "")}~${createHash("sha256").update(name).digest("hex").slice(0, 6)}`;
}
