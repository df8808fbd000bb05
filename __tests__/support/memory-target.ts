import { isDeepStrictEqual } from "node:util";
import type { Version } from "../../operations/promotion/record";
import type { Destination, Pointed, Target } from "../../operations/promotion/target";
import type { SiteSettings } from "../../operations/sites/entry";

/** A pointer in memory, with the conditions of a key-value store. */
export class MemoryTarget implements Target<SiteSettings> {
  /** What it points to, as it is kept. */
  pointer: string | undefined;
  /** Digests of the artefacts that are there in full. */
  readonly there = new Set<string>();

  async current(): Promise<Pointed<SiteSettings> | undefined> {
    return this.pointer === undefined ? undefined : pointedBy(this.pointer);
  }

  async prepare({ digest }: Version): Promise<void> {
    this.there.add(digest);
  }

  async switch(
    before: Pointed<SiteSettings> | undefined,
    to: Destination<SiteSettings> | Pointed<SiteSettings> | undefined,
  ) {
    if (this.pointer !== before?.token) return "lost";
    this.pointer = to && ("token" in to ? to.token : tokenOf(to));
    return this.current();
  }

  async verify(to: Destination<SiteSettings>): Promise<void> {
    const served = await this.current();
    const { digest, commit } = to.version;
    if (!served || !this.there.has(digest)) throw new Error("it serves nothing");
    if (!isDeepStrictEqual([served.digest, served.commit, served.settings], [digest, commit, to.settings]))
      throw new Error("it serves something else");
  }
}

/** What a pointer to a version holds. */
export const tokenOf = ({ version: { digest, commit }, settings, actor, at }: Destination<SiteSettings>): string =>
  JSON.stringify({ digest, commit, settings, actor, at });

function pointedBy(token: string): Pointed<SiteSettings> {
  const { digest, commit, settings } = JSON.parse(token);
  return { digest, commit, settings, token };
}
