import { keyName } from "./key-names";

/**
 * The attributes that hold a digest or another writing of those that are hidden, told by their names: `content_md5`,
 * `content_base64` and `etag` of `content`. The digest of a short secret is as good as the secret.
 *
 * @param hidden Keys of what is hidden as a whole.
 */
export function digestsIn(value: Readonly<Record<string, unknown>>, hidden: ReadonlySet<string>): readonly string[] {
  const stems = new Set<string>();
  for (const key of hidden) {
    const content = value[key];
    if (content === null || content === undefined || content === "") continue;
    const { words, digestOf } = keyName(key);
    stems.add(words).add(digestOf ?? words);
  }
  if (stems.size === 0) return [];
  return Object.keys(value).filter((key) => {
    const { digestOf } = keyName(key);
    const digest = value[key];
    if (digestOf === undefined || hidden.has(key) || (typeof digest !== "string" && typeof digest !== "number"))
      return false;
    return digestOf === "" || stems.has(digestOf);
  });
}
