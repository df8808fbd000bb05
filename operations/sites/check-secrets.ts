import { isUtf8 } from "node:buffer";
import { tokensIn } from "../report/secrets/token-shapes";
import type { BuildFile, Findings } from "./build-file";
import { quoted } from "./client-host";

/**
 * Keys that browsers are given on purpose: Google's for maps and Firebase, and tokens of an anonymous role. Source: Firebase,
 * "Learn about using and managing API keys".
 */
const FOR_BROWSERS = /^(?:AIza|eyJ)/;

/** What minified code has in hundreds, and what only looks like a hashed password: `$1$2`, but not `$2b$10$…`. */
const CODE = /^\$(?!2[abxy]?\$\d\d\$)/;

/**
 * Names files that hold what looks like a secret, by the shapes that issuers give their tokens. A site is public, and a
 * release stays in its bucket: what was published once has to be taken as known. Values are never part of a message.
 *
 * @param allowed Whether somebody looked, and says that they are none: then they are warnings.
 */
export function checkSecrets(files: readonly BuildFile[], allowed: boolean): Findings {
  const [secret, doubtful] = [new Set<string>(), new Set<string>()];
  for (const { path, bytes } of files) {
    if (!isUtf8(bytes)) continue;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
    for (const { start, end } of tokensIn(text)) {
      const token = text.slice(start, end);
      if (!CODE.test(token)) (FOR_BROWSERS.test(token) ? doubtful : secret).add(path);
    }
  }
  const found = [...secret].map((path) => `${quoted(path)} holds what looks like a secret`);
  const hint = [...doubtful]
    .filter((path) => !secret.has(path))
    .map((path) => `${quoted(path)} holds a key or token as browsers get them. See that it opens nothing else.`);
  return allowed
    ? { errors: [], warnings: [...found.map((text) => `${text}, which you allow.`), ...hint] }
    : { errors: found.map((text) => `${text}. ${ADVICE}`), warnings: hint };
}

const ADVICE =
  "Take it out of the build; if it is one, give it up and have another one made. If it is none, use --allow-secret-shapes.";
