/** A place in a file, counted from 1 as editors do. */
export interface Position {
  /** Relative to where the command runs. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong in the catalogue, said so that whoever reads it can mend it. */
export interface Problem {
  /** An error stops everything; a warning is printed and lives on. */
  readonly severity: "error" | "warning";
  readonly at: Position;
  /** What is wrong, with the value. */
  readonly message: string;
  /** What would be right. */
  readonly fix?: string;
}

/** An error at a position. */
export const error = (at: Position, message: string, fix?: string): Problem => problem("error", at, message, fix);

/** A warning at a position. */
export const warning = (at: Position, message: string, fix?: string): Problem => problem("warning", at, message, fix);

const problem = (severity: Problem["severity"], at: Position, message: string, fix?: string): Problem => ({
  severity,
  at,
  message,
  ...(fix !== undefined && { fix }),
});

/** The catalogue cannot be used. Holds every problem that was found, not only the first. */
export class CatalogueError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(`${formatProblems(problems)}\nNothing was synthesized.`);
    this.name = "CatalogueError";
  }
}

/** Problems by file and position, one paragraph each, and a closing line that counts them. */
export function formatProblems(problems: readonly Problem[]): string {
  const lines = sorted(problems).map(
    ({ severity, at, message, fix }) =>
      `${at.file}:${at.line}:${at.column}  ${severity === "warning" ? "warning: " : ""}${message}${fix ? `\n    ${fix}` : ""}`,
  );
  return [...lines, summary(problems)].join("\n");
}

/** Problems in the order of their files and positions. */
export const sorted = (problems: readonly Problem[]): readonly Problem[] =>
  [...problems].sort(
    (a, b) =>
      compare(a.at.file, b.at.file) ||
      a.at.line - b.at.line ||
      a.at.column - b.at.column ||
      compare(a.message, b.message),
  );

function summary(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  const warnings = problems.length - errors.length;
  const files = new Set(problems.map(({ at }) => at.file)).size;
  const counts = [
    ...(errors.length > 0 ? [count(errors.length, "problem")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ];
  return problems.length === 0 ? "No problems." : `${counts.join(" and ")} in ${count(files, "file")}.`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** By code unit: the same order whatever the locale. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
