import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, HeadObjectCommand, ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import { type AppWorld, appWorld, serving } from "../support/app-world";
import { infraBeside, type Ran } from "../support/infra";
import type { ScriptedAction } from "../support/scripted-pipeline";

const COMMIT = "c".repeat(40);
const VERSION = "1.4.0";
const SOURCE: ScriptedAction = { stage: "Source", name: "Package", category: "Source", status: "Succeeded" };
const PIPELINE = "dev-deployer-portal";
const CONSOLE = `https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/${PIPELINE}`;

let world: AppWorld;
let folder: string;
let file: string;

beforeAll(async () => {
  world = await appWorld("portal", "dev");
  folder = mkdtempSync(join(tmpdir(), "app-deploy-"));
  file = join(folder, "portal.zip");
  const built: Readonly<Record<string, string>> = {
    "web/index.html": "<!doctype html><title>Portal</title>",
    "api/index.js": "exports.handler = async () => ({ statusCode: 200 });",
  };
  for (const [path, text] of Object.entries(built)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const words = ["--version", VERSION, "--commit", COMMIT, "--output", file];
  const made = await infraBeside(
    ["package", "portal", ...words, "--web", join(folder, "web"), "--api", join(folder, "api")],
    {},
  );
  if (made.code !== 0) throw new Error(made.stderr);
});

afterAll(async () => {
  await world?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `infra app …` against the emulator, as a developer does. */
const app = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  infraBeside(["app", ...words, "--catalogue", world.catalogue], {
    env: { SITE_CREDENTIALS: "guest:not-so-secret", ...env },
  });

const deploy = (...more: readonly string[]): Promise<Ran> =>
  app(["deploy", "portal", "dev", "--package", file, "--endpoint", world.url, "--through", world.front.url, ...more]);

const versions = async () => {
  const { sourceBucket: Bucket } = world.stage.deployer;
  return (await world.s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions ?? [];
};

it("hands in a package, follows its own execution among others, and asks what is served", async () => {
  world.tell((id) => [
    {
      id: "mine",
      version: id,
      scenes: [
        { from: 0, status: "InProgress" },
        { from: 4, status: "Succeeded", actions: [SOURCE] },
      ],
    },
    { id: "other", version: "V2", scenes: [{ from: 1, status: "Failed" }] },
  ]);
  world.front.instead = serving(world.stage, VERSION, COMMIT);
  const summary = join(folder, "summary.md");
  const [site, api] = [world.stage.site.host, world.stage.api.host];
  const { code, stdout, stderr } = await deploy("--summary", summary);
  const [version] = await versions();
  const { sourceBucket: Bucket, packageKey: Key } = world.stage.deployer;
  const VersionId = version?.VersionId;
  const { Body } = await world.s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  const { Metadata, ChecksumSHA256 } = await world.s3.send(
    new HeadObjectCommand({ Bucket, Key, VersionId, ChecksumMode: "ENABLED" }),
  );
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
  expect({ code, stdout, stderr, Metadata, ChecksumSHA256, isWhole: bytes.equals(readFileSync(file)) }).toEqual({
    code: 0,
    stdout: `portal 1.4.0 is deployed to dev
The pipeline ${PIPELINE} succeeded.
See ${CONSOLE}/executions/mine/timeline?region=eu-west-1
https://${api}/version is as it must be.
https://${api}/health is as it must be.
https://${site}/config.json is as it must be.
https://${site}/ is as it must be.
`,
    stderr: `Handed in 1.4.0 as portal.zip in ${Bucket}.
Waiting for the execution of ${PIPELINE} that takes the version ${VersionId}.
Following ${CONSOLE}/executions/mine/timeline?region=eu-west-1
Source/Package: succeeded
`,
    Metadata: {
      version: VERSION,
      commit: COMMIT,
      "codepipeline-artifact-revision-summary": `${VERSION}, commit ${COMMIT}`,
    },
    ChecksumSHA256: createHash("sha256").update(readFileSync(file)).digest("base64"),
    isWhole: true,
  });
  expect(readFileSync(summary, "utf8")).toBe(`## portal 1.4.0 is deployed to dev

<code>The pipeline ${PIPELINE} succeeded.</code>

| | |
|---|---|
| app | <code>portal dev</code> |
| version | <code>1.4.0</code> |
| commit | <code>${COMMIT}</code> |
| package | <code>portal.zip, version ${VersionId}</code> |
| pipeline | [see what it did](${CONSOLE}/executions/mine/timeline?region=eu-west-1) |
| URL | [open the site](https://${site}/) |

${[`${api}/version`, `${api}/health`, `${site}/config.json`, `${site}/`].map((address) => `- <code>https&#58;<wbr>//${address} is as it must be.</code>`).join("\n")}

`);
});

it("says what is served instead, and ends with a code of its own", async () => {
  world.tell((id) => [{ id: "mine", version: id, scenes: [{ from: 0, status: "Succeeded" }] }]);
  world.front.instead = serving(world.stage, "1.3.0", COMMIT);
  const { code, stdout } = await deploy("--smoke-limit", "0.02");
  expect([code, stdout.split("\n")]).toEqual([
    11,
    [
      "portal 1.4.0 was deployed to dev, and is not what is served",
      `The pipeline ${PIPELINE} succeeded.`,
      `See ${CONSOLE}/executions/mine/timeline?region=eu-west-1`,
      `https://${world.stage.api.host}/version says the version "1.3.0", where 1.4.0 was expected.`,
      `https://${world.stage.api.host}/health is as it must be.`,
      `https://${world.stage.site.host}/config.json says the version "1.3.0", where 1.4.0 was expected.`,
      `https://${world.stage.site.host}/ is as it must be.`,
      "",
    ],
  ]);
});

it.each<[string, "Failed" | "Stopped" | "Superseded" | "Cancelled", number]>([
  ["failed", "Failed", 1],
  ["stopped", "Stopped", 5],
  ["superseded", "Superseded", 6],
  ["cancelled", "Cancelled", 7],
])("one that %s has a code of its own, and is not asked what it serves", async (_, status, expected) => {
  world.tell((id) => [{ id: "mine", version: id, scenes: [{ from: 0, status }] }]);
  world.front.instead = () => {
    throw new Error("nobody asks");
  };
  const { code, stdout } = await deploy("--json");
  const { smoke, followed } = JSON.parse(stdout);
  expect([code, smoke, followed.kind]).toEqual([expected, undefined, status.toLowerCase()]);
});

it("leaves an approval to whoever gives it", async () => {
  const waits: ScriptedAction = { stage: "Approval", name: "Approve", category: "Approval", status: "InProgress" };
  world.tell((id) => [
    { id: "mine", version: id, scenes: [{ from: 0, status: "InProgress", actions: [SOURCE, waits] }] },
  ]);
  const { code, stdout } = await deploy("--approval", "leave");
  // A job has done its part then: it may not look like one that failed.
  const { code: done, stdout: same } = await deploy("--approval", "leave", "--awaiting-is-done");
  expect([done, same]).toEqual([0, stdout]);
  expect([code, stdout]).toEqual([
    8,
    `portal 1.4.0 waits for an approval before it is deployed to dev
The pipeline ${PIPELINE} waits in Approval/Approve for a person's approval, and goes on by itself then. Nothing is deployed yet.
Approve or reject it at ${CONSOLE}/view?region=eu-west-1
`,
  ]);
});

it("says what to look at when no execution takes the package", async () => {
  world.tell(() => []);
  const { code, stdout } = await deploy("--start-limit", "0.05");
  expect([code, stdout.split("\n")[1]]).toEqual([
    9,
    `No execution of the pipeline ${PIPELINE} took this package within 0.05 minutes.`,
  ]);
});

describe("refuses, and hands nothing in", () => {
  let before: number;
  beforeEach(async () => {
    before = (await versions()).length;
  });
  afterEach(async () => {
    expect((await versions()).length).toBe(before);
  });

  it("an image that is not there", async () => {
    const { catalogue } = world;
    const yaml = join(catalogue, "apps", "portal.yaml");
    const kept = readFileSync(yaml, "utf8");
    const digest = `sha256:${"0".repeat(64)}`;
    writeFileSync(yaml, kept.replace(/sha256:[0-9a-f]{64}/, digest));
    try {
      const { code, stderr } = await deploy();
      expect([code, stderr]).toEqual([
        2,
        `portal has no Deployer image at dev: the repository dev/deployer-portal-dev lacks ${digest}, which catalogue/apps/portal.yaml names. Push that image, or write the digest of one that is there into it.\n`,
      ]);
    } finally {
      writeFileSync(yaml, kept);
    }
  });

  it("a stage without any image", async () => {
    const yaml = join(world.catalogue, "apps", "portal.yaml");
    const kept = readFileSync(yaml, "utf8");
    writeFileSync(yaml, kept.replace(/ {4}deployerImage: .*\n/, ""));
    try {
      const { code, stderr } = await deploy();
      expect([code, stderr]).toEqual([
        2,
        "portal has no Deployer image at dev, so there is no pipeline. Push one to dev/deployer-portal-dev, write its digest as deployerImage into catalogue/apps/portal.yaml, and deploy the stack dev-deployer-portal.\n",
      ]);
    } finally {
      writeFileSync(yaml, kept);
    }
  });

  it("a stage in another account", async () => {
    const words = ["deploy", "portal", "prd", "--package", file, "--endpoint", world.url];
    const { code, stderr } = await app(words);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(
        /^the stage prd of portal is in the account \d{12}, and the credentials in use are of the account \d{12}\. Use those of \d{12}\. Nothing was touched\.\n$/,
      ),
    ]);
  });

  it("nothing, when it is only asked what would be done", async () => {
    const { code, stdout } = await deploy("--dry-run");
    expect([code, stdout]).toEqual([
      0,
      `portal 1.4.0 (cccccccccccc, 2 files) would be handed in to the pipeline ${PIPELINE}, as portal.zip in ${world.stage.deployer.sourceBucket}.\nNothing was uploaded: --dry-run.\n`,
    ]);
  });
});
