import type { Resource, StackFacts } from "../view/stack-view";
import { isExpired, problemOf, type Waiver } from "../waiver";

/** Says that a check of an outside witness does not hold for some resources, and why. */
export interface WitnessException {
  /** The witness's own id of the check: `CKV_AWS_18`. */
  readonly check: string;
  /** Type of the resources. */
  readonly type: string;
  /**
   * Which of them, by what they are: never by the name of a stack or of a resource of the example.
   * @default - all of the type
   */
  readonly where?: (resource: Resource, facts: StackFacts) => boolean;
  /** Why the check is wrong here, or what holds instead; with the page of AWS where it says so. */
  readonly reason: string;
  /** The team that answers for it. */
  readonly owner: string;
  /** The last day on which it holds, as `2027-11-30`. */
  readonly expires: string;
}

/** What a witness says against a resource. */
export interface Failure {
  readonly check: string;
  /** What the witness wants, in its own words. */
  readonly wants: string;
  readonly stack: string;
  /** The name of the resource inside the stack, without its type, which witnesses leave out at times. */
  readonly name: string;
}

/** A resource, and what its stack says of itself. */
export interface Witnessed {
  readonly stack: string;
  readonly resource: Resource;
  readonly facts: StackFacts;
}

/** What explains nothing any more, or no longer may; each as a sentence. Empty when all is well. */
export interface Explained {
  readonly unexplained: readonly string[];
  readonly unused: readonly string[];
  readonly invalid: readonly string[];
}

/**
 * Holds what a witness says against the exceptions, and against the waivers in the code.
 *
 * @param all Every resource that the witness saw.
 * @param equivalents Which checks of the witness say what a rule of ours says: a waiver of the rule covers them.
 * @param today As `2026-12-31`.
 */
export function explain(
  failures: readonly Failure[],
  all: readonly Witnessed[],
  exceptions: readonly WitnessException[],
  equivalents: Readonly<Record<string, readonly string[]>>,
  today: string,
): Explained {
  const used = new Set<WitnessException>();
  const unexplained = failures.filter(({ check, stack, name }) => {
    const seen = all.find((each) => each.stack === stack && each.resource.name === name);
    if (!seen) return true;
    const { resource, facts } = seen;
    const fitting = exceptions.filter(
      ({ check: id, type, where }) => id === check && type === resource.type && (where?.(resource, facts) ?? true),
    );
    for (const exception of fitting) used.add(exception);
    const waived = resource.waivers.some((each) => equivalents[each.rule]?.includes(check) && holds(each, today));
    return !waived && !fitting.some(({ expires }) => expires >= today);
  });
  return {
    unexplained: unexplained.map(({ check, wants, stack, name }) => `${stack}: ${name}: ${wants} (${check})`),
    unused: exceptions.filter((each) => !used.has(each)).map((each) => `${label(each)} explains nothing: remove it`),
    invalid: exceptions.flatMap((each) => {
      const problem = problemOf(asWaiver(each));
      const expired = isExpired(asWaiver(each), today) ? `it expired on ${each.expires}` : undefined;
      return [problem, expired].filter((text) => text !== undefined).map((text) => `${label(each)}: ${text}`);
    }),
  };
}

const holds = (waiver: Waiver, today: string): boolean => problemOf(waiver) === undefined && !isExpired(waiver, today);

const asWaiver = ({ check, reason, owner, expires }: WitnessException): Waiver => ({
  rule: check,
  reason,
  owner,
  expires,
});

const label = ({ check, type }: WitnessException): string => `the exception of ${check} for ${type}`;
