import { strToU8, zipSync } from "fflate";

/** The function in the code of an app that Lambda calls: `handler`, which the file `index.mjs` or `index.js` exports. */
export const HANDLER = "index.handler";

const SOURCE = `// What this API answers until the first version of its app is deployed.
export const handler = async () => ({
  statusCode: 404,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify({ error: "Nothing was deployed here yet." }),
});
`;

/** The first day that a zip can tell. It holds no time zone, so the parts of the date count, and are the same everywhere. */
const NO_TIME = new Date(1980, 0, 1);

/** A file that everybody may read, made on Unix: without, the runtime might not be allowed to open it. */
const READABLE = { os: 3, attrs: 0o100644 << 16 };

/**
 * The code that a function is made with, as a zip in Base64: Lambda makes none without. It answers 404: with 503, whoever asks
 * before the first deployment would raise the alarm that takes that deployment back. Always the same bytes, stored as they
 * are, so that no plan differs by who made it.
 */
export const placeholderCode = (): string =>
  Buffer.from(zipSync({ "index.mjs": strToU8(SOURCE) }, { level: 0, mtime: NO_TIME, ...READABLE })).toString("base64");
