import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const RELEASE = { app: "portal", version: "1.4.0", commit: "0123456789abcdef0123456789abcdef01234567" };

type Handler = (event: unknown) => Promise<{ statusCode: number; headers: Record<string, string>; body: string }>;
let folder: string;
let handler: Handler;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portal-"));
  cpSync(join(__dirname, "..", "..", "..", "runtime", "portal", "api", "index.js"), join(folder, "index.js"));
  writeFileSync(join(folder, "release.json"), JSON.stringify(RELEASE));
  ({ handler } = createRequire(__filename)(join(folder, "index.js")) as { handler: Handler });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADERS = {
  "content-type": "application/json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};

it.each<[string, string, number, unknown, Record<string, string>]>([
  ["GET", "/health", 200, { status: "ok" }, {}],
  ["HEAD", "/health", 200, undefined, {}],
  ["GET", "/version", 200, RELEASE, {}],
  ["HEAD", "/version", 200, undefined, {}],
  ["POST", "/health", 405, { error: "Only GET and HEAD are answered here." }, { allow: "GET, HEAD" }],
  ["GET", "/", 404, { error: "There is nothing at this address." }, {}],
  ["GET", "/health/", 404, { error: "There is nothing at this address." }, {}],
  ["GET", "/constructor", 404, { error: "There is nothing at this address." }, {}],
  ["DELETE", "/nothing", 404, { error: "There is nothing at this address." }, {}],
])("%s %s answers %d", async (method, rawPath, statusCode, value, headers) => {
  expect(await handler({ version: "2.0", rawPath, requestContext: { http: { method } } })).toEqual({
    statusCode,
    headers: { ...HEADERS, ...headers },
    body: value === undefined ? "" : JSON.stringify(value),
  });
});
