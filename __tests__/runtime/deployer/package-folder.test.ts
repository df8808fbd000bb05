import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { packageOf } from "../../../operations/apps/package";
import { awsClients } from "../../../runtime/deployer/aws";
import { deploy } from "../../../runtime/deployer/deploy";
import { functionReleaseText } from "../../../runtime/deployer/function-zip";
import { manifestText } from "../../../runtime/deployer/manifest";
import { sha256 } from "../../../runtime/site/release";
import { startProxy } from "../../support/cutting-proxy";
import { HASTE, partsOf } from "../../support/deployer-stage";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "package-"));
  for (const [path, bytes] of Object.entries(unzipSync(packageOf(partsOf("1.4.0")).bytes))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (path: string): string => join(folder, path);

/** Another zip for the function, and a manifest that says so. */
function replaceApi(bytes: Uint8Array): void {
  const { manifest } = packageOf(partsOf("1.4.0"));
  const files = manifest.files.map((file) =>
    file.path === "api.zip" ? { ...file, size: bytes.length, sha256: sha256(bytes) } : file,
  );
  writeFileSync(at("api.zip"), bytes);
  writeFileSync(at("manifest.json"), manifestText({ ...manifest, files }));
}

describe("nothing is asked of AWS when the package", () => {
  it.each<[string, () => void, string]>([
    ["has no manifest", () => unlinkSync(at("manifest.json")), "the package has no manifest.json"],
    ["has a manifest that is none", () => writeFileSync(at("manifest.json"), "{}"), "manifest.json: format:"],
    [
      "has a link for a manifest",
      () => {
        unlinkSync(at("manifest.json"));
        symlinkSync("/etc/passwd", at("manifest.json"));
      },
      "manifest.json is no ordinary file",
    ],
    ["lacks a file", () => unlinkSync(at("web/about.html")), '"web/about.html" is missing'],
    [
      "has a stranger",
      () => writeFileSync(at("web/evil.js"), "1"),
      '"web/evil.js" is in the package, and its manifest does not list it',
    ],
    ["brings a buildspec", () => writeFileSync(at("buildspec.yml"), "1"), '"buildspec.yml" is in the package'],
    [
      "has other bytes",
      () => writeFileSync(at("web/about.html"), "<h1>Xbout</h1>"),
      '"web/about.html" has the SHA-256',
    ],
    [
      "has more bytes",
      () => appendFileSync(at("web/about.html"), "x"),
      '"web/about.html" has 15 bytes, and the manifest says 14',
    ],
    [
      "has a link",
      () => {
        unlinkSync(at("web/about.html"));
        symlinkSync("/etc/passwd", at("web/about.html"));
      },
      '"web/about.html" is a link',
    ],
    ["has a folder that is a link", () => symlinkSync("/etc", at("web/etc")), '"web/etc" is in the package'],
    [
      "has an API that is no zip",
      () => replaceApi(Buffer.from("PK\u0003\u0004 no")),
      "api.zip is no zip that can be read",
    ],
    [
      "has an API that says nothing of its version",
      () => replaceApi(zipSync({ "index.mjs": Buffer.from("1") })),
      "api.zip holds no release.json of ours",
    ],
    [
      "has an API without code",
      () => replaceApi(zipSync({ "release.json": Buffer.from(functionReleaseText(partsOf("1.4.0"))) })),
      "api.zip holds no code",
    ],
    [
      "code that Lambda finds no function in",
      () =>
        replaceApi(
          zipSync({
            "main.js": Buffer.from("exports.handler = 1;"),
            "release.json": Buffer.from(functionReleaseText(partsOf("1.4.0"))),
          }),
        ),
      "api.zip has none of index.mjs, index.js, index.cjs at its top, so Lambda would find no function in it",
    ],
    [
      "has an API of another version",
      () =>
        replaceApi(
          zipSync({
            "index.mjs": Buffer.from("1"),
            "release.json": Buffer.from(functionReleaseText(partsOf("1.3.0"))),
          }),
        ),
      'api.zip is of "portal" "1.3.0"',
    ],
  ])("%s", async (_, spoil, message) => {
    spoil();
    const aws = await startProxy("http://127.0.0.1:9");
    const settings = {
      ...{ app: "portal", stage: "dev", siteHost: "portal.dev.example.com", apiHost: "portal-api.dev.example.com" },
      ...{ webBucket: "b", functionName: "f", functionAlias: "live", keyValueStoreArn: "arn", region: "eu-west-1" },
      ...{ deploymentApplication: "a", deploymentGroup: "g", buildId: "a:1", folder },
    };
    const failure = await deploy(settings, awsClients("eu-west-1", aws.url), HASTE, () => undefined).catch(
      (e: Error) => e,
    );
    await aws.stop();
    expect([(failure as Error)?.name, (failure as Error)?.message]).toEqual([
      "PackageError",
      expect.stringContaining(message),
    ]);
    expect(aws.calls).toEqual([]);
  });
});
