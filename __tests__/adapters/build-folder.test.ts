import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFiles } from "../../adapters/build-folder";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "build-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "home");
  writeFileSync(join(folder, "assets", "a.js"), Uint8Array.of(0, 255));
});

afterEach(() => rmSync(folder, { recursive: true }));

const readAll = async (path = folder) =>
  (await buildFiles(path)).map(({ path, bytes }) => [path, Buffer.from(bytes).toString("hex")]);

const said = (path = folder): Promise<string> =>
  buildFiles(path).then(
    () => "nothing",
    (error: Error) => error.message.replaceAll(folder, "BUILD"),
  );

const HOME = Buffer.from("home").toString("hex");

it("is read in full, sorted, with its bytes as they are", async () => {
  writeFileSync(join(folder, "ä b+[c].txt"), "");
  expect(await readAll()).toEqual([
    ["assets/a.js", "00ff"],
    ["index.html", HOME],
    ["ä b+[c].txt", ""],
  ]);
});

it("may hold links to what it holds, and be a link", async () => {
  symlinkSync("../index.html", join(folder, "assets", "again.html"));
  symlinkSync("assets", join(folder, "static"));
  const link = `${folder}-link`;
  symlinkSync(folder, link);
  try {
    expect(await readAll(link)).toEqual([
      ["assets/a.js", "00ff"],
      ["assets/again.html", HOME],
      ["index.html", HOME],
      ["static/a.js", "00ff"],
      ["static/again.html", HOME],
    ]);
  } finally {
    rmSync(link);
  }
});

describe("is refused", () => {
  it.each<[string, (folder: string) => unknown, string]>([
    [
      "with a link to a file elsewhere",
      (at) => symlinkSync("/etc/passwd", join(at, "p.txt")),
      '"p.txt" is a link that leads out of the build. Copy what it leads to.',
    ],
    [
      "with a link to a folder elsewhere",
      (at) => symlinkSync("/etc", join(at, "assets", "etc")),
      '"assets/etc" is a link that leads out of the build. Copy what it leads to.',
    ],
    [
      "with a link to a folder of nearly the same name",
      (at) => symlinkSync(`${at}-x`, join(at, "x")),
      '"BUILD/x" does not exist, or is a link that leads nowhere.',
    ],
    [
      "with a link to itself",
      (at) => symlinkSync(".", join(at, "here")),
      '"here" leads around in a circle. Take the link out of the build.',
    ],
    [
      "with a link to the folder above",
      (at) => symlinkSync("..", join(at, "assets", "up")),
      '"assets/up" leads around in a circle. Take the link out of the build.',
    ],
    [
      "with two links to each other",
      (at) => [symlinkSync("b", join(at, "a")), symlinkSync("a", join(at, "b"))],
      '"BUILD/a" leads around in a circle.',
    ],
    [
      "with a pipe",
      (at) => spawnSync("mkfifo", [join(at, "pipe")]),
      '"pipe" is neither a file nor a folder. Take it out of the build.',
    ],
    [
      "with a name that is not UTF-8",
      (at) => writeFileSync(Buffer.concat([Buffer.from(`${at}/assets/`), Buffer.of(0xff)]), ""),
      '"assets" holds a file whose name is not UTF-8. Rename it.',
    ],
  ])("%s", async (_, spoil, message) => {
    spoil(folder);
    expect(await said()).toBe(message);
  });

  it("when it is none", async () => {
    expect([
      await said(join(folder, "nothing")),
      await said(join(folder, "index.html")),
      await said(join(folder, "index.html", "x")),
    ]).toEqual([
      '"BUILD/nothing" does not exist, or is a link that leads nowhere.',
      '"BUILD/index.html" is no folder. Name that of a build.',
      '"BUILD/index.html/x" does not exist: a part of it is a file.',
    ]);
  });
});
