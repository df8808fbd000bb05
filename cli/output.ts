import { safeJson } from "../operations/inspect/wording/text";

/** Prints a line, or several, for whoever called. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Prints a value for machines; on a terminal, no text in it does anything. */
export const printJson = (value: unknown): void => print(safeJson(value));

/** Prints a line that is no part of the answer: progress, or what went wrong. */
export const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** A table with aligned columns, headings first. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
