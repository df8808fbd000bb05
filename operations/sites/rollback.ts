import type { Attempt, PromotionRecord } from "../promotion/record";
import { isPointedTo, type Serving } from "../promotion/target";
import { quoted } from "./client-host";
import type { SiteSettings } from "./entry";
import { SiteInputError } from "./input-error";

/**
 * The version that a site is rolled back to: the newest that succeeded and that it does not serve now, or one that is named.
 *
 * @param serving What it serves now; undefined when nothing.
 * @param to Beginning of a commit or of a digest, at least seven characters; undefined for the one before.
 * @throws SiteInputError when there is none, or more than one of that name.
 */
export function rollbackTarget(
  { site, good }: PromotionRecord<SiteSettings>,
  serving: Serving<SiteSettings> | undefined,
  to: string | undefined,
): Attempt<SiteSettings> {
  const others = good.filter((attempt) => !serving || !isPointedTo(serving, attempt));
  if (to === undefined) {
    const [previous] = others;
    if (previous) return previous;
    throw new SiteInputError(
      `${site} has no version before the one that it serves, so there is nothing to roll back to.`,
    );
  }
  const problem = commitProblem(to);
  if (problem !== undefined) throw new SiteInputError(problem);
  const meant = others.filter(({ version }) => version.commit.startsWith(to) || version.digest.startsWith(to));
  const [newest] = meant;
  if (!newest)
    throw new SiteInputError(
      `${site} never had ${to} with success, or serves it now. \`infra releases\` lists what it had.`,
    );
  const ambiguous = meant.find(({ version }) => version.commit !== newest.version.commit);
  if (ambiguous)
    throw new SiteInputError(
      `${to} means ${newest.version.commit} and ${ambiguous.version.commit}. Use more characters.`,
    );
  return newest;
}

/** What whoever rolls back once more should know; undefined where the last promotion was none such. */
export const rolledBackTwice = ({ site, good: [last] }: PromotionRecord<SiteSettings>): string | undefined =>
  last?.from.kind === "rollback"
    ? `${site} was rolled back before: without --to, this takes that back. To go further back, name the commit with --to.`
    : undefined;

/** What is wrong with the way in which a version is named; undefined when nothing is. */
export const commitProblem = (to: string): string | undefined =>
  /^[0-9a-f]{7,64}$/.test(to)
    ? undefined
    : `--to is ${quoted(to)}: use the first seven characters, or more, of a commit or a release.`;
