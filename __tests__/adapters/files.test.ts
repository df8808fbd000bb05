import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { exists, readIfExists, writeAll, writeWhole } from "../../adapters/files";
import { put, temporaryFolder } from "./terraform/fakes";

const folder = temporaryFolder();

describe("reading a file that may not exist", () => {
  test("gives its text, or nothing", async () => {
    const path = put(join(folder.path, "a"), "über");
    expect(await readIfExists(path)).toBe("über");
    expect(await readIfExists(join(folder.path, "gone"))).toBeUndefined();
    expect(await readIfExists(join(path, "below a file"))).toBeUndefined();
  });

  test("fails where something else is wrong", async () => {
    await expect(readIfExists(folder.path)).rejects.toThrow("EISDIR");
  });
});

describe("whether something exists", () => {
  test("goes by what a link leads to", async () => {
    const file = put(join(folder.path, "file"));
    symlinkSync(file, join(folder.path, "good"));
    symlinkSync(join(folder.path, "gone"), join(folder.path, "dangling"));
    const answers = await Promise.all(
      ["file", "good", "dangling", "gone"].map((name) => exists(join(folder.path, name))),
    );
    expect(answers).toEqual([true, true, false, false]);
  });
});

describe("writing a file whole", () => {
  test("makes the folders on the way, replaces what was there, and leaves nothing else behind", async () => {
    const path = join(folder.path, "a", "b", "file");
    await writeWhole(path, "first, and longer");
    await writeWhole(path, "second");
    expect(readFileSync(path, "utf8")).toBe("second");
    expect(readdirSync(join(folder.path, "a", "b"))).toEqual(["file"]);
  });

  test("lets only those read it who may", async () => {
    const path = join(folder.path, "secret");
    await writeWhole(path, "x", { mode: 0o600 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("leaves the old file, and nothing beside it, when it cannot be put in place", async () => {
    const path = join(folder.path, "taken");
    mkdirSync(join(path, "full"), { recursive: true });
    await expect(writeWhole(path, "x")).rejects.toThrow();
    expect(readdirSync(folder.path)).toEqual(["taken"]);
  });
});

describe("several files", () => {
  const at = (name: string): string => join(folder.path, name);

  test("are written and taken away together", async () => {
    put(at("old"), "old");
    await writeAll(
      new Map([
        [at("old"), undefined],
        [at("deep/new"), "new"],
      ]),
    );
    expect(await readIfExists(at("old"))).toBeUndefined();
    expect(await readIfExists(at("deep/new"))).toBe("new");
  });

  test("stay what they were when one of them cannot be written", async () => {
    put(at("first"), "first");
    put(at("gone"), "gone");
    put(at("in the way"), "file");
    const texts = new Map([
      [at("first"), "changed"],
      [at("gone"), undefined],
      [at("fresh"), "fresh"],
      [at("in the way/below"), "never"],
    ]);
    await expect(writeAll(texts)).rejects.toThrow();
    expect(await readIfExists(at("first"))).toBe("first");
    expect(await readIfExists(at("gone"))).toBe("gone");
    expect(await readIfExists(at("fresh"))).toBeUndefined();
  });
});
