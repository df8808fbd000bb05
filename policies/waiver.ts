/** Says that a rule does not hold for a resource, and why: it stands in the code beside the resource. */
export interface Waiver {
  /** Id of the rule. */
  readonly rule: string;
  /** Why it is right here, in a sentence. */
  readonly reason: string;
  /** Who answers for it: a team, or a person. */
  readonly owner: string;
  /** The last day on which it holds, as `2026-12-31`. */
  readonly expires: string;
}

/**
 * Whether a waiver no longer holds.
 *
 * @param today As `2026-12-31`.
 */
export const isExpired = ({ expires }: Waiver, today: string): boolean => expires < today;

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** What is wrong with a waiver, in words; undefined when nothing is. */
export function problemOf({ reason = "", owner = "", expires = "" }: Partial<Waiver>): string | undefined {
  if (reason.trim().length < 10) return "its reason is missing or too short to be one";
  if (owner.trim() === "") return "it names no owner";
  if (!DAY.test(expires)) return `it expires on ${JSON.stringify(expires)}, which is no day such as 2026-12-31`;
  return undefined;
}
