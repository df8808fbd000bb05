/** How many reasons are told at once. */
const MOST_REASONS = 20;

/** A package that will not do; nothing was touched. The message says what is wrong, where, and what to do. */
export class PackageError extends Error {
  override readonly name = "PackageError";
}

/** @throws PackageError that says everything, if there is anything to say. */
export function demandNone(faults: readonly string[]): void {
  if (faults.length === 0) return;
  const more = faults.length - MOST_REASONS;
  const told = more > 0 ? [...faults.slice(0, MOST_REASONS), `and ${more} more like these.`] : faults;
  throw new PackageError(told.join("\n"));
}
