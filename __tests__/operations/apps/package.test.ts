import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { buildFiles } from "../../../adapters/build-folder";
import { packageOf } from "../../../operations/apps/package";
import { infra } from "../../support/infra";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const WEB = { "index.html": "<h1>Portal</h1>", "assets/app.js": "export {};", "about.html": "<h1>About</h1>" };
const API = { "index.mjs": "export const handler = 1;", "lib/a.js": "1", ".cache/b": "2" };

/** SHA-256 of the package of these builds: another version of Node, or of what zips, that changes a byte is seen. */
const PACKAGED = "336b2a619b9af7ad36e647ca6c00420ecbde6ba990af020abdb9086d8f19c0f2";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "build-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes files in an order, at a time, with a mode. */
function lay(
  name: string,
  files: Readonly<Record<string, string>>,
  order: readonly string[],
  mode = 0o644,
  time = 1,
): string {
  const root = mkdtempSync(join(folder, `${name}-`));
  for (const path of order) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, files[path] ?? "");
    chmodSync(file, mode);
    utimesSync(file, time, time);
  }
  return root;
}

const from = async (web: string, api: string) =>
  packageOf({
    app: "portal",
    version: "1.4.0",
    commit: COMMIT,
    web: await buildFiles(web),
    api: await buildFiles(api),
  });

it("has the same bytes, in whatever order, at whatever time and with whatever modes the files were written", async () => {
  const first = await from(lay("web", WEB, Object.keys(WEB)), lay("api", API, Object.keys(API)));
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(Object.keys(WEB), { minLength: 3 }),
      fc.shuffledSubarray(Object.keys(API), { minLength: 3 }),
      fc.constantFrom(0o600, 0o644, 0o755),
      fc.integer({ min: 0, max: 4_000_000_000 }),
      async (web, api, mode, time) => {
        const again = await from(lay("web", WEB, web, mode, time), lay("api", API, api, mode, time));
        expect(again.sha256).toBe(first.sha256);
      },
    ),
    { numRuns: 40 },
  );
  expect(first.sha256).toBe(PACKAGED);
});

it.each(["UTC", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"])("has the same bytes in %s", (TZ) => {
  const [web, api, output] = [
    lay("web", WEB, Object.keys(WEB)),
    lay("api", API, Object.keys(API)),
    join(folder, "p.zip"),
  ];
  const words = [
    "package",
    "portal",
    "--version",
    "1.4.0",
    "--commit",
    COMMIT,
    "--web",
    web,
    "--api",
    api,
    "--output",
    output,
  ];
  expect(infra([...words, "--json"], { env: { TZ } })).toEqual({
    code: 0,
    stderr: "",
    stdout: expect.stringContaining(`"sha256": "${PACKAGED}"`),
  });
  expect(execFileSync("python3", ["-c", LISTED, output], { encoding: "utf8" })).toBe(
    "api.zip 100644\nmanifest.json 100644\nweb/about.html 100644\nweb/assets/app.js 100644\nweb/index.html 100644\n",
  );
});

/** Another program that reads zips, which checks each file's CRC, too. */
const LISTED = `
import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in z.infolist(): print(i.filename, oct(i.external_attr >> 16)[2:])
`;

describe("refuses, and writes nothing:", () => {
  const words = (more: Readonly<Record<string, string>>) => {
    const all = { "--version": "1.4.0", "--commit": COMMIT, "--output": join(folder, "p.zip"), ...more };
    return Object.entries(all).flat();
  };
  it.each<[string, string, (web: string, api: string) => Readonly<Record<string, string>>, string]>([
    ["an app that is none", "portl", () => ({}), 'there is no app "portl"'],
    ["a version that is none", "portal", () => ({ "--version": "1.4" }), "it is no semantic version"],
    ["a short commit", "portal", () => ({ "--commit": "abc" }), "use all forty digits of a commit."],
    ["a folder that is not there", "portal", () => ({ "--web": "/nowhere" }), '"/nowhere" does not exist'],
    [
      "an empty folder",
      "portal",
      () => ({ "--api": mkdtempSync(join(folder, "empty-")) }),
      "the build of the API holds no files.",
    ],
    [
      "a site without its first page",
      "portal",
      (_, api) => ({ "--web": api }),
      "the build has no index.html at its top.",
    ],
    [
      "an API without its module",
      "portal",
      (web) => ({ "--api": web }),
      "the build of the API has none of index.mjs, index.js, index.cjs at its top.",
    ],
    [
      "a link that leads out",
      "portal",
      (web) => {
        symlinkSync("/etc/passwd", join(web, "x.txt"));
        return {};
      },
      '"x.txt" is a link that leads out of the build.',
    ],
    [
      "an API that brings its own release.json",
      "portal",
      (_, api) => {
        writeFileSync(join(api, "release.json"), "{}");
        return {};
      },
      '"release.json" of the API is written by this command.',
    ],
    [
      "an output in what is packaged",
      "portal",
      (web) => ({ "--output": join(web, "p.zip") }),
      "so the next package would hold this one.",
    ],
    ["an output that is a folder", "portal", () => ({ "--output": folder }), "it is a folder"],
  ])("%s", (_, app, more, message) => {
    const [web, api] = [lay("web", WEB, Object.keys(WEB)), lay("api", API, Object.keys(API))];
    const { code, stdout, stderr } = infra([
      "package",
      app,
      ...words({ "--web": web, "--api": api, ...more(web, api) }),
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(() => execFileSync("test", ["-e", join(folder, "p.zip")])).toThrow();
  });
});
