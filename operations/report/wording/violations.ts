import { SEVERITIES } from "../../../policies/rule";
import type { StackReport } from "../report";
import type { Violation } from "../violation";
import { type Phrase, quoted } from "./phrase";

/** A violation with the stack that it is in. */
export interface ViolationAt {
  readonly stack: string;
  readonly violation: Violation;
}

/** All violations, worst first, else in the order of the stacks. */
export const violationsOf = (stacks: readonly StackReport[]): readonly ViolationAt[] =>
  SEVERITIES.flatMap((severity) =>
    stacks.flatMap(({ id, violations = [] }) =>
      violations.filter((each) => each.severity === severity).map((violation) => ({ stack: id, violation })),
    ),
  );

/** What is wrong, by which rule, and what to do: `lets in 0.0.0.0/0 on port 22 (critical, …). Name the ranges.` */
export const violationInWords = ({ path, message, rule, severity, fix }: Violation): Phrase => [
  ...(path === undefined ? [] : [quoted(path), ": "]),
  quoted(message),
  ` (${severity}, `,
  quoted(rule),
  "). ",
  fix,
];
