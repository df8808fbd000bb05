/** Longest API URL, in characters: the entry of a site has 1 KB for everything. */
const LONGEST_API_URL = 300;

/**
 * Why a text is no URL of an API, as something to do; undefined when it is one. It is sent to browsers, so nothing in it may
 * mean anything there but itself. Its path keeps its capitals: `/AmazingCafe` is not `/amazingcafe`.
 */
export function apiUrlProblem(text: string): string | undefined {
  if (text === "") return "name the URL of the API";
  if (text.length > LONGEST_API_URL) return `use at most ${LONGEST_API_URL} characters`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\s\u0000-\u001f\u007f-\u009f]/u.test(text)) return "use a URL without spaces and control characters";
  if (/["'`<>\\{}|^]/.test(text)) return "use a URL without quotes, brackets and backslashes";
  if (!/^[\x21-\x7e]+$/.test(text)) return "use a URL of plain ASCII characters; write others as %XX";
  if (!text.startsWith("https://")) return "use a URL that begins with https://";
  if (!URL.canParse(text)) return "use a URL such as https://s2.example.com/AmazingCafe/ordering/api";
  const { username, password, hash, search, hostname, host } = new URL(text);
  if (username || password || /^https:\/\/[^/]*@/.test(text)) return "use a URL without a user and a password";
  if (hash || text.includes("#")) return "use a URL without a fragment";
  if (search || text.includes("?")) return "use a URL without a query";
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(hostname))
    return "use a URL whose host is a domain name";
  if (text.slice("https://".length).split("/")[0]?.toLowerCase() !== host)
    return "use a URL whose host is written plainly";
  if (/\/\.{1,2}(\/|$)/.test(text) || /%2e%2e|%2f|%5c|%00/i.test(text))
    return "use a URL whose path is written plainly, without . and ..";
  return undefined;
}

/** An API URL in its normal form: capitals of the host mean nothing, capitals of the path do; no slash at its end. */
export function normalApiUrl(text: string): string {
  const [, host = "", path = ""] = /^https:\/\/([^/]*)(.*)$/.exec(text) ?? [];
  return `https://${host.toLowerCase()}${path.replace(/\/+$/, "")}`;
}
