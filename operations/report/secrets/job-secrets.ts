/** Shorter values stand in too many texts to be taken out of them. */
const SHORTEST_SECRET = 6;
/** A line of a secret of several lines counts by itself from this length on; shorter ones are `}` and the like. */
const SHORTEST_LINE = 16;

/** What stands in the place of a secret that was handed to the job. */
export const SECRET_OF_JOB = "(a secret of this job)";

/**
 * A filter that takes secrets that are known by their values out of any text: as they are, escaped for JSON or a URL, and
 * in base64; of a secret with several lines, each long line as well.
 *
 * @param secrets Values such as those of environment variables. Ones shorter than 6 characters are left alone.
 */
export function withoutSecrets(secrets: readonly string[]): (text: string) => string {
  const values = secrets.flatMap((secret) => [
    secret,
    secret.trim(),
    ...secret.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE),
  ]);
  const writings = values.filter((value) => value.length >= SHORTEST_SECRET).flatMap(writingsOf);
  if (writings.length === 0) return (text) => text;
  // The longest first, so that no end of one is left standing behind a shorter one.
  const ordered = [...new Set(writings)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = new RegExp(ordered.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"), "g");
  return (text) => text.replace(pattern, SECRET_OF_JOB);
}

/** As Terraform's `jsonencode` writes what means something to HTML. */
const escaped = (sign: string): string => `\\u00${sign.charCodeAt(0).toString(16)}`;

/** The ways in which a value may be written, itself first. */
export function writingsOf(value: string): readonly string[] {
  const inJson = JSON.stringify(value).slice(1, -1);
  const inUrl = /\p{Surrogate}/u.test(value) ? value : encodeURIComponent(value);
  return [value, inJson, inJson.replace(/[<>&]/g, escaped), inUrl, Buffer.from(value).toString("base64")];
}
