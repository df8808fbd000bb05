/** What somebody asked for will not do; nothing was touched. The message says what, why, and what to do. */
export class SiteInputError extends Error {
  override readonly name = "SiteInputError";
}
