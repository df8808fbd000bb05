import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stateCache } from "../../adapters/state-cache";

const folder = mkdtempSync(join(tmpdir(), "state-cache-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TEXT = '{"instances":[]}';
const object = { key: "dev-network", etag: '"1"', bytes: 3, modified: new Date(0) };
const cache = stateCache({ folder, rules: "1" });
const files = (): readonly string[] => readdirSync(join(folder, "states"));
const fileOfTheOne = (): string => join(folder, "states", files()[0] ?? "");

beforeEach(() => rmSync(join(folder, "states"), { recursive: true, force: true }));

it("gives back what was kept of that very content, and only to whoever runs the command", async () => {
  expect(await cache.read("states", object)).toBeUndefined();
  await cache.write("states", object, TEXT);
  expect(await cache.read("states", object)).toBe(TEXT);
  expect([statSync(fileOfTheOne()).mode & 0o777, statSync(join(folder, "states")).mode & 0o777]).toEqual([
    0o600, 0o700,
  ]);
});

it.each<[string, () => Promise<string | undefined>]>([
  ["another content", () => cache.read("states", { ...object, etag: '"2"' })],
  ["another stack", () => cache.read("states", { ...object, key: "dev-dns" })],
  ["another bucket", () => cache.read("other", object)],
  ["an emulator", () => stateCache({ folder, rules: "1", endpoint: "http://127.0.0.1:1" }).read("states", object)],
  ["other rules of what is hidden", () => stateCache({ folder, rules: "2" }).read("states", object)],
  [
    "whoever wants everything read again",
    () => stateCache({ folder, rules: "1", reads: false }).read("states", object),
  ],
])("has nothing for %s", async (_, read) => {
  await cache.write("states", object, TEXT);
  expect(await read()).toBeUndefined();
});

it("keeps one version of a state", async () => {
  await cache.write("states", object, TEXT);
  await cache.write("states", { ...object, etag: '"2"' }, "{}");
  expect([files().length, await cache.read("states", object)]).toEqual([1, undefined]);
});

it("takes a file that was cut off for none", async () => {
  await cache.write("states", object, TEXT);
  writeFileSync(fileOfTheOne(), readFileSync(fileOfTheOne(), "utf8").slice(0, -3));
  expect(await cache.read("states", object)).toBeUndefined();
});

it("goes on where what was kept cannot be read", async () => {
  await cache.write("states", object, TEXT);
  const file = fileOfTheOne();
  rmSync(file);
  mkdirSync(file);
  expect(await cache.read("states", object)).toBeUndefined();
});

it("goes on where nothing can be kept", async () => {
  writeFileSync(join(folder, "file"), "");
  await expect(
    stateCache({ folder: join(folder, "file"), rules: "1" }).write("states", object, TEXT),
  ).resolves.toBeUndefined();
});
