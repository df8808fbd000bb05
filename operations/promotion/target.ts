import { isDeepStrictEqual } from "node:util";
import type { Version } from "./record";

/** What a target points to, and what tells this from every other write. */
export interface Pointed<Settings> {
  readonly digest: string;
  readonly commit: string;
  readonly settings: Settings;
  /** What the pointer holds, to the byte: a switch is made on the condition that it still does. */
  readonly token: string;
}

/** A version and its settings, as a target is pointed to them. */
export interface Destination<Settings> {
  readonly version: Version;
  readonly settings: Settings;
  /** Who asked for it. */
  readonly actor: string;
  /** When, as RFC 3339 writes it. */
  readonly at: string;
}

/**
 * One thing that serves a version and can be switched to another one in one step: a site, an ECS service, a host. Until then
 * it goes on to serve the old one.
 */
export interface Target<Settings> {
  /**
   * What it points to; undefined when nothing.
   *
   * @throws Error when that cannot be read.
   */
  current(): Promise<Pointed<Settings> | undefined>;
  /**
   * Brings the artefact of a version to where it is served from, and makes sure that its bytes are those of its digest.
   *
   * @throws Error when they are not, or cannot be had.
   */
  prepare(version: Version): Promise<void>;
  /**
   * Points it to a version in one step, or back to what it pointed to, or to nothing, unless it points elsewhere by now:
   * `lost`.
   *
   * @param before What it pointed to when that was read; undefined when to nothing.
   */
  switch(
    before: Pointed<Settings> | undefined,
    to: Destination<Settings> | Pointed<Settings> | undefined,
  ): Promise<Pointed<Settings> | undefined | "lost">;
  /**
   * Reads back what is served, with patience.
   *
   * @throws Error that names what was asked, and what it answered, when it is not exactly this.
   */
  verify(to: Destination<Settings>, signal: AbortSignal): Promise<void>;
}

/** What a site serves, whoever asks. */
export type Serving<Settings> = Pick<Pointed<Settings>, "digest" | "commit" | "settings">;

/** Whether something points to exactly what is wanted: these bytes, of this commit, with these settings. */
export const isPointedTo = <Settings>(
  { digest, commit, settings }: Serving<Settings>,
  wanted: Pick<Destination<Settings>, "version" | "settings">,
): boolean =>
  digest === wanted.version.digest && commit === wanted.version.commit && isDeepStrictEqual(settings, wanted.settings);
