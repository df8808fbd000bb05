import { type Assignment, assignedSecret, isGone } from "./assigned-value";
import { keyName, type Meaning } from "./key-names";
import type { Span } from "./token-shapes";

/** No name of a secret is without one of these. Most texts are, and are let go at once. */
const HINT =
  /pass|pwd|pw\b|pat\b|seed|secret|token|cred|jwt|kubeconfig|docker|psk|sas|key|code|signature|sig=|hook|slack|origin|salt|bearer|basic|otp|cookie|auth|conn|dsn|ur[il]|hmac|-u|--|login|identified/i;

/** A name, perhaps in quotes, and the sign behind it; or an option of a command. */
const NAMED =
  /(?<![\w.-])([\w.-]{1,128})(["'\\\]]{0,6})\s{0,16}(=>|:=|[=:>])|(?<![\w.-])(-[\w-]{1,64})[ \t]{1,16}(?![-\s])/g;

/** A name and a value side by side, as in YAML, HCL and JSON. */
const PAIR =
  /(?<![\w.-])(?:name|key)["'\\]{0,6}\s{0,16}[:=]\s{0,16}["'\\]{0,6}([\w.-]{1,128})["'\\]{0,6}\s{0,16},?\s{0,64}(?:-\s{1,4})?["'\\]{0,6}value["'\\]{0,6}\s{0,16}[:=]/gi;

/** Forms with a way of their own to say which part is the secret: what is in front of it, and the secret. */
const PHRASES = [
  /((?<![\w-])(?:Bearer|Basic)\s{1,4})((?=[\w+/=.~-]{0,200}\d)[\w+/=.~-]{16,})/gi,
  /((?:^|\s)(?:-u|--user|--proxy-user)[\s=]["']?[^\s:"']{1,64}:)([^\s"']+)/g,
  /(\bidentified\s(?:with\s[\w'"]{1,40}\s)?by\s["'])([^"'\n]+)/gi,
  /(\bpassword\s')([^'\n]+)/gi,
  /(\blogin\s\S{1,64}\s{1,8}password\s)(\S+)/gi,
];

/** Values that a text gives to names of secrets: `PASSWORD=…`, `--token …`, `?sig=…`, `"password": "…"`. Linear. */
export function assignedSecretsIn(text: string): readonly Span[] {
  if (!HINT.test(text)) return [];
  const spans = [...namedIn(text), ...pairsIn(text)];
  for (const phrase of PHRASES) {
    for (const match of text.matchAll(phrase)) {
      const [, front = "", secret = ""] = match;
      const start = match.index + front.length;
      if (!isGone(text, start) && !/^\$[({]?\w+[)}]?$/.test(secret)) spans.push({ start, end: start + secret.length });
    }
  }
  return spans;
}

function namedIn(text: string): Span[] {
  const spans: Span[] = [];
  NAMED.lastIndex = 0;
  for (let match = NAMED.exec(text); match; match = NAMED.exec(text)) {
    const [whole, name = "", quotes = "", sign = "", option = ""] = match;
    const meaning = meaningIn(text, name || option, match.index);
    if (meaning === "neutral" || meaning === "about") continue;
    const assignment = {
      meaning,
      start: match.index,
      quotes,
      sign: option ? "=" : sign,
      from: match.index + whole.length,
    };
    const span = isTooLoose(assignment, option) ? undefined : assignedSecret(text, assignment);
    if (!span) continue;
    spans.push(span);
    // What is hidden is not looked at again, so that no text is read more than a few times.
    NAMED.lastIndex = Math.max(span.end, assignment.from);
  }
  return spans;
}

/** An option without a sign has a value only when it is one for a secret: `--auth basic` and `--key-file x` are not. */
const isTooLoose = ({ meaning }: Assignment, option: string): boolean =>
  option !== "" && meaning !== "secret" && meaning !== "password";

function meaningIn(text: string, name: string, start: number): Meaning {
  if (!HINT.test(name) && !/^(?:sig|hmac)$/i.test(name)) return "neutral";
  const { meaning, words } = keyName(name);
  if (meaning !== "neutral" || !/[?&;]/.test(text.charAt(start - 1))) return meaning;
  return /\b(?:sig|signature|hmac)$/.test(words) ? "secret" : meaning;
}

function pairsIn(text: string): readonly Span[] {
  return [...text.matchAll(PAIR)].flatMap((match) => {
    const { meaning } = keyName(match[1] ?? "");
    if (meaning === "neutral" || meaning === "about") return [];
    const from = match.index + match[0].length;
    return assignedSecret(text, { meaning, start: match.index, quotes: "", sign: ":", from, isPair: true }) ?? [];
  });
}
