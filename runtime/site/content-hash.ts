/**
 * Whether a file's name holds a hash of its bytes, so that other bytes come under another name. Browsers may keep such a file
 * for a year: one that is taken for hashed wrongly stays old there after the next release, while one that is overlooked is
 * only asked for again. So in doubt a name holds none: eight letters may be a word (`app-settings.js`, `logo-Desktop2.png`),
 * digits may be a date, and a UUID names a thing, not its bytes. What is overlooked, `site.json` can say.
 *
 * - Hexadecimal digits, at least eight, anywhere between dots, hyphens and underscores: webpack, Next.js, Parcel, older
 *   Angular (`main.1a2b3c4d.chunk.js`, `4cf2300e9c8272f7-s.p.woff2`).
 * - Eight characters of base64url behind the name: Rollup and Vite (`index-B9_xk2Za.js`). Source: Rollup,
 *   output.hashCharacters and the default length 8.
 * - Eight characters of base32 behind the name: esbuild and Angular (`chunk-5F3KX2YA.js`). Source: esbuild, "Chunk names".
 */
export function hasContentHash(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(UUID, "");
  // The map of a file has the hash of the file.
  const parts = name
    .replace(/\.map$/, "")
    .split(".")
    .slice(0, -1);
  return (
    parts.some((part) => part.split(/[-_~]/).some(isHexHash)) || parts.some((part, index) => isTail(part, index > 0))
  );
}

const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;

/** Most colours and counters have fewer (`00ff00aa`, `0000012a`), and hardly a hash does. */
const FEWEST_DIFFERENT_DIGITS = 5;

const isHexHash = (text: string): boolean =>
  /^(?:[0-9a-f]{8,}|[0-9A-F]{8,})$/.test(text) && runsOf(text) >= 3 && new Set(text).size >= FEWEST_DIFFERENT_DIGITS;

/** What bundlers put behind a name: `name-HASHHASH`, or a part of its own between dots. */
const TAIL = /^(?:.*-)?([A-Za-z0-9_-]{8})$/;

function isTail(part: string, isBehindDot: boolean): boolean {
  const [whole, hash = ""] = TAIL.exec(part) ?? [];
  if (whole === undefined || (whole === hash && !isBehindDot)) return false;
  return /^[A-Z2-7]{8}$/.test(hash)
    ? /\d/.test(hash) && runsOf(hash) >= 3
    : /\d/.test(hash) && /[a-z]/.test(hash) && /[A-Z]/.test(hash) && runsOf(hash) >= 4;
}

/** Of how many words and numbers a text consists: `Desktop2` of two, `B9_xk2Za` of six. */
const runsOf = (text: string): number => text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[_-]/g)?.length ?? 0;
