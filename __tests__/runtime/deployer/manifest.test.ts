import {
  demandApp,
  demandSame,
  type FoundFile,
  manifestIn,
  manifestText,
  type PackageManifest,
  unreleased,
  versionFault,
} from "../../../runtime/deployer/manifest";

const SHA = "a".repeat(64);
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const file = (path: string, size = 3, sha256 = SHA) => ({ path, size, sha256 });
const MANIFEST: PackageManifest = {
  format: 1,
  app: "portal",
  version: "1.4.0",
  commit: COMMIT,
  files: [file("api.zip"), file("web/index.html")],
};
const bytesOf = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
const withFiles = (...more: readonly unknown[]) => ({ ...MANIFEST, files: [...MANIFEST.files, ...more] });

/** What is thrown, as text. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return "nothing";
}

it("is read as it was written, sorted by path", () => {
  const text = manifestText({ ...MANIFEST, files: [...MANIFEST.files].reverse() });
  expect(manifestIn(Buffer.from(text))).toEqual(MANIFEST);
  expect(manifestText(MANIFEST)).toBe(text);
});

describe("a manifest that will not do", () => {
  it.each<[string, unknown, string]>([
    ["no JSON", "{", "manifest.json is no JSON, or only a part of it. Build the package by `infra package`."],
    ["no object", "[]", "manifest.json: at the top: Invalid input: expected object, received array."],
    ["null", "null", "manifest.json: at the top: Invalid input: expected object, received null."],
    [
      "of another format",
      { ...MANIFEST, format: 2 },
      'manifest.json has the format "2", and this reads the format 1. Build package and Deployer of the same state of this repository.',
    ],
    [
      "with a version that is none",
      { ...MANIFEST, version: "1.4" },
      'manifest.json: version: "1.4" is no semantic version. Use one such as 1.4.0, or 1.5.0-rc.1.',
    ],
    [
      "with a short commit",
      { ...MANIFEST, commit: "0123456" },
      "manifest.json: commit: use all forty digits of a commit.",
    ],
    [
      "with an app that is a path",
      { ...MANIFEST, app: "../x" },
      "manifest.json: app: use the name of an app, such as portal.",
    ],
    ["with another key", { ...MANIFEST, hooks: {} }, 'manifest.json: at the top: Unrecognized key: "hooks".'],
    [
      "with a digest that is none",
      withFiles({ ...file("web/a.js"), sha256: "abc" }),
      "manifest.json: files[2].sha256: use the 64 hexadecimal digits of a SHA-256.",
    ],
    ["with a negative size", withFiles(file("web/a.js", -1)), "manifest.json: files[2].size: use a number of bytes."],
    [
      "without the API",
      { ...MANIFEST, files: [file("web/index.html")] },
      "the package has no api.zip. Build it by `infra package`.",
    ],
    [
      "without the first page",
      { ...MANIFEST, files: [file("api.zip"), file("web/a.html")] },
      "the package has no web/index.html. Build it by `infra package`.",
    ],
    [
      "with a path above",
      withFiles(file("web/../../etc/passwd")),
      '"web/../../etc/passwd" is no path inside of the package. Name files by their folders and their names, without . and ..',
    ],
    [
      "with an absolute path",
      withFiles(file("/web/a.js")),
      '"/web/a.js" is absolute. Name it from the top of the package on.\n"/web/a.js" is neither api.zip nor below web/. Take it out.',
    ],
    [
      "with a drive",
      withFiles(file("C:/a.js")),
      '"C:/a.js" is absolute. Name it from the top of the package on.\n"C:/a.js" is neither api.zip nor below web/. Take it out.',
    ],
    [
      "with a backslash",
      withFiles(file("web\\a.js")),
      '"web\\\\a.js" has a backslash in its name. Use slashes between folders.\n"web\\\\a.js" is neither api.zip nor below web/. Take it out.',
    ],
    [
      "with a character that acts upon a terminal",
      withFiles(file("web/\u001b[2Ja.js")),
      '"web/\uFFFD[2Ja.js" has a character in its name that cannot be seen. Rename it.',
    ],
    [
      "with two slashes",
      withFiles(file("web//a.js")),
      '"web//a.js" is no path inside of the package. Name files by their folders and their names, without . and ..',
    ],
    [
      "with a path twice",
      withFiles(file("web/a.js"), file("web/a.js")),
      '"web/a.js" stands twice. Build the package again.',
    ],
    [
      "with paths that differ in capitals",
      withFiles(file("web/a.js"), file("web/A.js")),
      '"web/a.js" and "web/A.js" are one file to some file systems. Rename one of them.',
    ],
    [
      "with paths that differ in how accents are written",
      withFiles(file("web/\u00e9"), file("web/e\u0301")),
      '"web/\u00e9" and "web/e\u0301" are one file to some file systems. Rename one of them.',
    ],
    [
      "with a file for a folder",
      withFiles(file("web/a"), file("web/a/b")),
      '"web/a" is a file and the folder of "web/a/b". Rename one of them.',
    ],
    [
      "that lists itself",
      withFiles(file("manifest.json")),
      '"manifest.json" is neither api.zip nor below web/. Take it out.',
    ],
    [
      "with a hook of CodeBuild",
      withFiles(file("buildspec.yml")),
      '"buildspec.yml" is neither api.zip nor below web/. Take it out.',
    ],
    [
      "with a path that S3 takes for too long, though it has fewer characters",
      withFiles(file(`web/${"\u00e9/".repeat(170)}a`)),
      `"web/${"\u00e9/".repeat(58)}" has 515 bytes. Use at most 512 for folders and name.`,
    ],
    [
      "of too many bytes",
      withFiles(file("web/a.js", 600 * 1024 * 1024)),
      "the package has 629145606 bytes, and may have at most 524288000.",
    ],
    [
      "of too many files",
      withFiles(...Array.from({ length: 5_000 }, (_, n) => file(`web/${n}.js`))),
      "manifest.json lists 5002 files, and a package has at most 5000.",
    ],
  ])("%s", (_, value, message) => {
    expect(refusal(() => manifestIn(bytesOf(value)))).toBe(`PackageError: ${message}`);
  });

  it("with so many folders in one path that looking at each would take minutes", () => {
    const value = withFiles(file(`web/${"a/".repeat(40_000)}b`));
    const before = performance.now();
    expect(refusal(() => manifestIn(bytesOf(value)))).toBe(
      `PackageError: "web/${"a/".repeat(58)}" has 80005 bytes. Use at most 512 for folders and name.`,
    );
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it("no UTF-8, or far too long", () => {
    expect(refusal(() => manifestIn(Buffer.from([0xff, 0xfe])))).toContain("is no text in UTF-8");
    expect(refusal(() => manifestIn(Buffer.alloc(5 * 1024 * 1024)))).toContain("no manifest is so long");
  });
});

it("is of one app", () => {
  expect(refusal(() => demandApp(MANIFEST, "portal"))).toBe("nothing");
  expect(refusal(() => demandApp(MANIFEST, "orders"))).toBe(
    'PackageError: the package is version 1.4.0 of the app "portal", and this deploys orders. Hand in a package of orders.',
  );
});

describe("what is found in a package", () => {
  const found: readonly FoundFile[] = MANIFEST.files;
  it.each<[string, readonly FoundFile[], string]>([
    ["is what the manifest says", found, "nothing"],
    [
      "lacks a file",
      found.slice(1),
      '"api.zip" is missing, and the manifest lists it. Build the package again, and hand it in as it is.',
    ],
    [
      "has a stranger",
      [...found, file("web/evil.js")],
      '"web/evil.js" is in the package, and its manifest does not list it. Build the package again, and hand it in as it is.',
    ],
    [
      "has another size",
      [file("api.zip", 4), file("web/index.html")],
      '"api.zip" has 4 bytes, and the manifest says 3. Build the package again, and hand it in as it is.',
    ],
    [
      "has other bytes",
      [file("api.zip", 3, "b".repeat(64)), file("web/index.html")],
      `"api.zip" has the SHA-256 ${"b".repeat(64)}, and the manifest says ${SHA}. Build the package again, and hand it in as it is.`,
    ],
    [
      "has a link",
      [{ path: "api.zip", kind: "link" }, file("web/index.html")],
      '"api.zip" is a link. A package holds files alone.',
    ],
    [
      "has a device",
      [{ path: "api.zip", kind: "special" }, file("web/index.html")],
      '"api.zip" is no ordinary file. A package holds files alone.',
    ],
    ["has a file twice", [...found, file("api.zip")], '"api.zip" stands twice. Build the package again.'],
  ])("%s", (_, files, message) => {
    expect(refusal(() => demandSame(MANIFEST, files))).toBe(
      message === "nothing" ? message : `PackageError: ${message}`,
    );
  });

  it("is told at once, twenty reasons at most", () => {
    const many = Array.from({ length: 30 }, (_, n) => file(`web/${n}.js`));
    const lines = refusal(() => demandSame(MANIFEST, [...found, ...many])).split("\n");
    expect([lines.length, lines.at(-1)]).toEqual([21, "and 10 more like these."]);
  });
});

describe("versions", () => {
  it.each(["0.0.0", "1.4.0", "10.20.30-rc.1", "1.0.0-alpha-b.0.x", unreleased(COMMIT)])("%s is one", (version) => {
    expect(versionFault(version)).toBeUndefined();
  });
  it.each([
    "",
    "1",
    "1.4",
    "01.4.0",
    "1.4.0-01",
    "v1.4.0",
    "1.4.0+build",
    "1.4.0\n",
    " 1.4.0",
    "1.4.0-ü",
    "../1.4.0",
    `1.4.0-${"a".repeat(64)}`,
  ])("%j is none", (version) => {
    expect(versionFault(version)).toEqual(expect.any(String));
  });
});
