import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EdgeEvent } from "./edge-event";
import { type EdgeResult, loadEdge } from "./edge-vm";

/** One call of the function. */
export interface EdgeCase {
  readonly event: EdgeEvent;
  /** What the key-value store has: a text; null where reading it fails. */
  readonly store: Readonly<Record<string, string | null>>;
}

/** What became of a call: a result, or what was thrown. */
export type EdgeOutcome = EdgeResult | { readonly threw: string };

/** The store of a case, in the language of both engines. */
const STORE = `
const has = (key) => Object.prototype.hasOwnProperty.call(globalThis.entries, key);
const kvs = () => ({
  get: async (key) => {
    if (!has(key) || globalThis.entries[key] === null) throw new Error("KeyNotFound or worse");
    return globalThis.entries[key];
  },
  exists: async (key) => {
    if (has(key) && globalThis.entries[key] === null) throw new Error("unavailable");
    return has(key);
  },
});
`;

/** Calls the function once a case, one after the other. */
const DRIVER = `
async function callAll() {
  for (let at = 0; at < CASES.length; at += 1) {
    globalThis.entries = CASES[at].store;
    let result;
    try {
      result = await handler(CASES[at].event);
    } catch (error) {
      result = { threw: String(error) };
    }
    console.log(JSON.stringify(result));
  }
}
callAll();
`;

/**
 * Calls the function in njs, the engine that CloudFront's is kin to, once for each case, in one process.
 *
 * @throws Error when njs is not installed, or does not take the code.
 */
export function runInNjs(code: string, cases: readonly EdgeCase[]): readonly EdgeOutcome[] {
  const folder = mkdtempSync(join(tmpdir(), "edge-njs-"));
  try {
    writeFileSync(join(folder, "cloudfront"), `${STORE}export default { kvs };\n`);
    writeFileSync(join(folder, "run.js"), `${code}\nconst CASES = ${JSON.stringify(cases)};\n${DRIVER}`);
    const { status, stdout, stderr, error } = spawnSync("njs", ["-p", folder, join(folder, "run.js")], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error) throw new Error(`njs does not start (${error.message}): apt-get install njs`);
    const lines = stdout.split("\n").filter(Boolean);
    if (status !== 0 || lines.length !== cases.length)
      throw new Error(`njs ended with ${status} after ${lines.length} of ${cases.length} calls: ${stdout}${stderr}`);
    return lines.map((line) => JSON.parse(line) as EdgeOutcome);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Calls the function in Node, as `runInNjs` does. */
export async function runInNode(code: string, cases: readonly EdgeCase[]): Promise<readonly EdgeOutcome[]> {
  let entries: EdgeCase["store"] = {};
  const call = loadEdge(code, {
    get: async (key) => {
      const value = Object.hasOwn(entries, key) ? entries[key] : undefined;
      if (typeof value !== "string") throw new Error("KeyNotFound or worse");
      return value;
    },
    exists: async (key) => {
      if (Object.hasOwn(entries, key) && entries[key] === null) throw new Error("unavailable");
      return Object.hasOwn(entries, key);
    },
  });
  const outcomes: EdgeOutcome[] = [];
  for (const { event, store } of cases) {
    entries = store;
    outcomes.push(await call(event).catch((error) => ({ threw: String(error) })));
  }
  return outcomes;
}
