import { looksSecret } from "./secret-names";

/** Credentials that can be told by their shape, each from the pages of those who issue it; what they are, in a few words. */
const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ["a private key", /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY|PuTTY-User-Key-File-/],
  ["the id of an AWS access key", /(?<![\w])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ["a token of GitHub", /(?<!\w)(?:gh[opsur]_\w{30,}|github_pat_\w{22,})/],
  ["a token of GitLab", /(?<!\w)gl(?:pat|ptt|dt|rt|cbt|ft|agent|soat|oas)-[\w.-]{20,}/],
  ["a token of Slack", /(?<!\w)xox[a-z]-[\w-]{10,}|hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/-]{10,}/],
  ["a key of a payment service", /(?<!\w)(?:[sr]k_(?:live|test)_\w{10,}|whsec_[\w+/=-]{20,})/],
  ["a token of a package registry", /(?<!\w)(?:npm_[A-Za-z0-9]{36}|pypi-[\w-]{40,}|dckr_[po]at_[\w-]{20,})/],
  ["a key of Google", /(?<!\w)(?:AIza[\w-]{35}|ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,})/],
  ["a token of HashiCorp", /(?<!\w)(?:hv[sbr]\.[\w-]{20,}|[A-Za-z0-9]{14}\.atlasv1\.[\w-]{50,})/],
  [
    "a key of a mail or monitoring service",
    /(?<!\w)(?:SG\.[\w-]{16,}\.[\w-]{16,}|NRAK-[A-Z0-9]{27}|gl(?:c|sa)_[\w+/=-]{30,})/,
  ],
  ["a JSON Web Token", /(?<!\w)eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/],
  ["the hash of a password", /\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}/],
  ["a password in an address", /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s"'/:@${}]{1,100}:(?!\$)[^\s"'/@${}]{3,200}@/i],
];

/** No shape is shorter. */
const SHORTEST = 8;

/** Every shape holds one of these; most texts hold none, and are let go at once. */
const HINT =
  /-----BEGIN|PuTTY-|A[KSB]IA|ACCA|gh[opsur]_|github_pat|gl[a-z]{2,5}[-_]|xox|hooks\.slack|[sr]k_|whsec_|npm_|pypi-|dckr_|AIza|ya29|GOCSPX|hv[sbr]\.|atlasv1|SG\.|NRAK|eyJ|\$2|:\/\//;

/** Whether it is worth looking: quickly told, and false for most texts. */
export const mayHoldCredential = (text: string): boolean => text.length >= SHORTEST && HINT.test(text);

/** The kind of the first credential whose shape a text holds, in words; undefined when there is none. */
export function credentialIn(text: string): string | undefined {
  if (!mayHoldCredential(text)) return undefined;
  return SHAPES.find(([, shape]) => shape.test(text))?.[0];
}

/** `NAME=value` as shells write it, and `name: "value"` or `name = "value"` as programs do. */
const ASSIGNED =
  /(?<![\w.-])([A-Za-z_][\w-]{2,60})["']?(?:=(?=[^\s"'=])([^\s"'`;&|]{6,200})|\s*[:=]\s*(["'])([^"'\n]{6,200})\3)/g;

/** Something that stands for a value that comes later, or the place where one lies. */
const NO_VALUE = /^(?:\$|<|\{\{|%|arn:|alias\/|https?:\/\/[^@]*$)|^[\w.-]*(?:\/[\w.:-]+)+$|^[*x.]+$/i;

/** The name under which a program holds a secret in plain text; undefined when there is none. */
export function assignedSecretIn(program: string): string | undefined {
  for (const [, name = "", bare, , quoted] of program.matchAll(ASSIGNED)) {
    const value = bare ?? quoted ?? "";
    if (!NO_VALUE.test(value) && looksSecret(name)) return name;
  }
  return undefined;
}
