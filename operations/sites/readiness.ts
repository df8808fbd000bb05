import type { Destination } from "../promotion/target";
import { missingText, type ReleasesOf } from "./bring";
import { entryText, type SiteSettings } from "./entry";
import { SiteInputError } from "./input-error";
import { entryOf } from "./site-target";

/** Refuses what a site cannot be switched to. @throws SiteInputError */
export type Readiness = (host: string, to: Destination<SiteSettings>) => void;

/**
 * Sees to it, before anything changes, that a release is there to be served, and fits the entry of a site with all else that
 * the entry says. Nothing is written.
 *
 * @throws SiteInputError when neither bucket has the release.
 */
export async function readinessOf(digest: string, from: ReleasesOf, to: ReleasesOf): Promise<Readiness> {
  const release = (await to.releases.release(digest)) ?? (await from.releases.release(digest));
  if (!release) throw new SiteInputError(missingText(digest, from.stage));
  return (host, destination) => {
    try {
      entryText(entryOf(destination, release.manifest.pages));
    } catch (error) {
      throw new SiteInputError(`${host}: ${(error as Error).message}`);
    }
  };
}
