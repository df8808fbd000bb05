import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Zippable, zipSync } from "fflate";
import { readPackage } from "../../adapters/package-file";
import { functionReleaseText } from "../../runtime/deployer/function-zip";
import { manifestText, type PackageManifest } from "../../runtime/deployer/manifest";

const COMMIT = "c".repeat(40);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const ABOUT = { app: "portal", version: "1.4.0", commit: COMMIT };
const API = zipSync({ "index.js": text("exports.handler = 1;"), "release.json": text(functionReleaseText(ABOUT)) });
const FILES: Readonly<Record<string, Uint8Array>> = { "api.zip": API, "web/index.html": text("<h1>") };

const manifestOf = (files: Readonly<Record<string, Uint8Array>>, more: Partial<PackageManifest> = {}): Uint8Array =>
  text(
    manifestText({
      format: 1,
      ...ABOUT,
      files: Object.entries(files).map(([path, bytes]) => ({ path, size: bytes.byteLength, sha256: sha256(bytes) })),
      ...more,
    }),
  );

const whole = (): Zippable => ({ "manifest.json": manifestOf(FILES), ...FILES });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "package-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What becomes of a file that is taken for a package of the portal. */
async function reading(bytes: Uint8Array): Promise<unknown> {
  const file = join(folder, "portal.zip");
  writeFileSync(file, bytes);
  const read = await readPackage(file, "portal").catch((error: Error) => `${error.name}: ${error.message}`);
  return typeof read === "string" ? read.replaceAll(JSON.stringify(file), "FILE") : read;
}

it("reads a package, and names it by its bytes", async () => {
  const bytes = zipSync(whole());
  expect(await reading(bytes)).toEqual({
    manifest: JSON.parse(new TextDecoder().decode(manifestOf(FILES))),
    bytes: Buffer.from(bytes),
    sha256: sha256(bytes),
  });
});

/** A zip whose table of contents says something else of its first entry than is there. */
function patched(bytes: Uint8Array, offset: number, value: number, width: 2 | 4 = 4): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const view = new DataView(copy.buffer);
  const end = copy.byteLength - 22;
  const at = view.getUint32(end + 16, true) + offset;
  if (width === 4) view.setUint32(at, value, true);
  else view.setUint16(at, value, true);
  return copy;
}

const linked = (): Uint8Array =>
  zipSync({ ...whole(), "web/link": [text("/etc/passwd"), { os: 3, attrs: (0o120777 << 16) >>> 0 }] });

/** A package with one more file than the count says by which it is looked at, but not the one by which it is unpacked. */
function hiding(): Uint8Array {
  const copy = Uint8Array.from(zipSync({ ...whole(), "web/z-hidden.js": text("x") }));
  new DataView(copy.buffer).setUint16(copy.byteLength - 22 + 10, 3, true);
  return copy;
}

/** A package with a second table of contents, of the kind ZIP64, which libraries follow and which names a file more. */
function withSecondTable(): Uint8Array {
  const bytes = zipSync({ ...whole(), "web/z-hidden.js": text("x") });
  const end = bytes.byteLength - 22;
  const table = new DataView(bytes.buffer).getUint32(end + 16, true);
  const more = new DataView(new ArrayBuffer(56 + 20));
  more.setUint32(0, 0x06064b50, true);
  more.setUint32(32, 4, true);
  more.setUint32(48, table, true);
  more.setUint32(56, 0x07064b50, true);
  more.setUint32(56 + 8, end, true);
  const tail = bytes.slice(end);
  new DataView(tail.buffer).setUint16(8, 3, true);
  new DataView(tail.buffer).setUint16(10, 3, true);
  return Buffer.concat([bytes.subarray(0, end), new Uint8Array(more.buffer), tail]);
}

const BUILD = "Build it by `infra package`.";
const AGAIN = "Build the package again, and hand it in as it is.";

it.each<[string, () => Uint8Array, string]>([
  ["nothing", () => new Uint8Array(), `FILE is no zip, or only a part of one. ${BUILD}`],
  ["a text", () => text("hello"), `FILE is no zip, or only a part of one. ${BUILD}`],
  ["half a zip", () => zipSync(whole()).subarray(0, 200), `FILE is no zip, or only a part of one. ${BUILD}`],
  [
    "a zip with a damaged table of contents",
    () => patched(zipSync(whole()), 0, 0),
    `FILE is a zip whose table of contents is damaged. ${BUILD}`,
  ],
  ["a zip without a manifest", () => zipSync(FILES), `FILE holds no manifest.json, so it is no package. ${BUILD}`],
  [
    "a manifest that is none",
    () => zipSync({ ...whole(), "manifest.json": text("{") }),
    "manifest.json is no JSON, or only a part of it. Build the package by `infra package`.",
  ],
  [
    "a package of another app",
    () => zipSync({ ...whole(), "manifest.json": manifestOf(FILES, { app: "shop" }) }),
    'the package is version 1.4.0 of the app "shop", and this deploys portal. Hand in a package of portal.',
  ],
  [
    "other bytes than the manifest says",
    () => zipSync({ ...whole(), "web/index.html": text("<h2>") }),
    `"web/index.html" has the SHA-256 ${sha256(text("<h2>"))}, and the manifest says ${sha256(text("<h1>"))}. ${AGAIN}`,
  ],
  [
    "a file that is missing",
    () => zipSync({ "manifest.json": manifestOf(FILES), "api.zip": API }),
    `"web/index.html" is missing, and the manifest lists it. ${AGAIN}`,
  ],
  [
    "a file that nobody listed, under a name of every object",
    () => zipSync({ ...whole(), "web/constructor": text("x") }),
    `"web/constructor" is in the package, and its manifest does not list it. ${AGAIN}`,
  ],
  [
    "a file of a folder above",
    () => zipSync({ ...whole(), "../../etc/cron.d/x": text("x") }),
    `"../../etc/cron.d/x" is in the package, and its manifest does not list it. ${AGAIN}`,
  ],
  ["a link", linked, `"web/link" is in the package, and its manifest does not list it. ${AGAIN}`],
  [
    "a bomb: refused before anything is unpacked",
    () => patched(zipSync(whole()), 24, 0xf0000000),
    `FILE has ${0xf0000000 + API.byteLength + 4} bytes unpacked, and a package has at most 524288000.`,
  ],
  [
    "a file that is unpacked and was never looked at",
    hiding,
    `FILE is a part of a zip, or its table of contents is damaged. ${BUILD}`,
  ],
  [
    "a second table of contents, by which it would be unpacked",
    withSecondTable,
    `FILE is a zip of the kind ZIP64, which no package needs. ${BUILD}`,
  ],
  [
    "an encrypted entry",
    () => patched(zipSync(whole()), 8, 1, 2),
    '"manifest.json" in FILE is encrypted. A package holds plain files.',
  ],
])("refuses %s", async (_, bytes, message) => {
  expect(await reading(bytes())).toBe(`PackageError: ${message}`);
});

it("refuses a file that stands twice", async () => {
  // Names of the same length, of which one is written over in the zip that was made.
  const bytes = Buffer.from(zipSync({ ...whole(), "web/index.htmX": text("x") }));
  const twice = Buffer.from(bytes.toString("latin1").replaceAll("web/index.htmX", "web/index.html"), "latin1");
  expect(await reading(twice)).toContain('"web/index.html" stands twice. Build the package again.');
});

it.each([
  ["that is not there", "none.zip", "there is no such file"],
  ["that is a folder", ".", "it is a folder"],
])("refuses a file %s", async (_, name, why) => {
  const file = join(folder, name);
  await expect(readPackage(file, "portal")).rejects.toThrow(
    `${JSON.stringify(file)} cannot be read: ${why}. Name a package that \`infra package\` wrote.`,
  );
});
