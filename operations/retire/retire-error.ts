/** What was asked to retire cannot. Says why, and what to do; nothing was written. */
export class RetireError extends Error {
  override readonly name = "RetireError";
}
