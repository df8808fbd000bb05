import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { s3Client } from "../../adapters/aws/s3-client";
import { type ProxiedCall, startProxy } from "../support/cutting-proxy";
import { infraBeside, withoutActions } from "../support/infra";
import { type Moto, startMoto } from "../support/moto";

const ROOT = join(__dirname, "..", "..");
const REGION = "eu-west-1";
const COMMIT = "c".repeat(40);
const BUCKETS = { dev: "equipweb-dev-sites-qro-111111111111", rc: "equipweb-rc-sites-qro-111111111111" };

const SITE: Readonly<Record<string, string>> = {
  "index.html": "<h1>Home</h1>",
  "about/index.html": "<h1>About</h1>",
  "robots.txt": "User-agent: *",
  "assets/index-B9_xk2Za.js": "start()",
  "assets/b+c [d] ä.svg": "<svg/>",
};

let moto: Moto;
let folder: string;
const client = () => s3Client({ endpoint: moto.url }, REGION);

beforeAll(async () => {
  moto = await startMoto("111111111111");
});

afterAll(() => moto?.stop());

beforeEach(async () => {
  await fetch(`${moto.url}/moto-api/reset`, { method: "POST" });
  for (const Bucket of Object.values(BUCKETS)) {
    await client().send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
    await client().send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  }
  folder = mkdtempSync(join(tmpdir(), "build-"));
  fill(SITE);
});

afterEach(() => rmSync(folder, { recursive: true }));

function fill(texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const words = (url: string, branch: string, more: readonly string[] = []): readonly string[] => [
  ...["site", "publish", "qro", folder, "--branch", branch, "--commit", COMMIT, "--by", "ann", "--endpoint", url],
  ...more,
];

const publish = async (branch = "main", ...more: readonly string[]) => {
  const { code, stdout, stderr } = await infraBeside(words(moto.url, branch, ["--json", ...more]));
  return { code, stderr, said: stdout === "" ? undefined : (JSON.parse(stdout) as Record<string, unknown>) };
};

/** The keys of a bucket, with how many versions each has. */
async function versionsIn(Bucket: string): Promise<Readonly<Record<string, number>>> {
  const { Versions = [] } = await client().send(new ListObjectVersionsCommand({ Bucket }));
  const keys = Versions.map(({ Key = "" }) => Key).sort();
  return Object.fromEntries(keys.map((key) => [key, keys.filter((other) => other === key).length]));
}

async function textOf(Bucket: string, Key: string): Promise<string> {
  const { Body } = await client().send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? "";
}

const digestOf = async (): Promise<string> => String((await publish("main", "--dry-run")).said?.release);

const wholeRelease = (digest: string): Readonly<Record<string, number>> => ({
  "builds/main.json": 1,
  [`manifests/${digest}.json`]: 1,
  ...Object.fromEntries(
    Object.keys(SITE)
      .sort()
      .map((path) => [`releases/${digest}/${path}`, 1]),
  ),
});

describe("infra site publish", () => {
  it("uploads a build once, with its headers, and says which build of its branch is the last", async () => {
    const first = await publish("main", "--run", "7");
    const digest = String(first.said?.release);
    const again = await publish("main", "--run", "7");
    expect([first, again].map(({ code, said }) => [code, said?.kind, said?.uploaded, said?.build])).toEqual([
      [0, "published", 5, "recorded"],
      [0, "there", 0, "unchanged"],
    ]);
    expect(await versionsIn(BUCKETS.dev)).toEqual(wholeRelease(digest));
    expect(
      createHash("sha256")
        .update(await textOf(BUCKETS.dev, `manifests/${digest}.json`))
        .digest("hex"),
    ).toBe(digest);
    expect(JSON.parse(await textOf(BUCKETS.dev, "builds/main.json"))).toEqual({
      ...{ format: 1, branch: "main", commit: COMMIT, release: digest, run: 7, by: "ann" },
      at: expect.any(String),
    });
    const head = async (path: string) => {
      const Key = `releases/${digest}/${path}`;
      const { ContentType, CacheControl, ContentLength } = await client().send(
        new HeadObjectCommand({ Bucket: BUCKETS.dev, Key }),
      );
      return [ContentType, CacheControl, ContentLength, await textOf(BUCKETS.dev, Key)];
    };
    expect([
      await head("index.html"),
      await head("assets/index-B9_xk2Za.js"),
      await head("assets/b+c [d] ä.svg"),
    ]).toEqual([
      ["text/html; charset=utf-8", "no-cache", 13, "<h1>Home</h1>"],
      ["text/javascript; charset=utf-8", "public, max-age=31536000, immutable", 7, "start()"],
      ["image/svg+xml; charset=utf-8", "no-cache", 6, "<svg/>"],
    ]);
  });

  it.each([
    ["the id of the run, not its number, which each workflow counts by itself", "26000000123", 26_000_000_123],
    ["nothing for an id that is none", "x", 0],
    ["nothing outside of GitHub Actions", undefined, 0],
  ])("says of a build %s", async (_, GITHUB_RUN_ID, run) => {
    const env = { GITHUB_RUN_ID, GITHUB_RUN_NUMBER: "7" };
    const { stdout } = await infraBeside(words(moto.url, "main", ["--json", "--dry-run"]), { env });
    expect(JSON.parse(stdout)).toMatchObject({ kind: "dry-run", run });
  });

  it("does not go back to the build of an earlier run, and puts other branches at the stage of theirs", async () => {
    await publish("main", "--run", "7");
    fill({ "robots.txt": "older" });
    const older = await publish("main", "--run", "6");
    const fix = await publish("fix/total", "--run", "1");
    expect([older.code, older.said?.build, fix.code, fix.said?.stage, fix.said?.build]).toEqual([
      ...[0, "outdated", 0, "rc", "recorded"],
    ]);
    expect(JSON.parse(await textOf(BUCKETS.dev, "builds/main.json"))).toMatchObject({ run: 7 });
    expect(JSON.parse(await textOf(BUCKETS.rc, "builds/fix%2Ftotal.json"))).toMatchObject({
      run: 1,
      branch: "fix/total",
    });
  });

  it.each<[string, (call: ProxiedCall) => boolean, string, number]>([
    ["its first file", ({ path }) => path.includes("/releases/"), "published", 5],
    ["the entry page", ({ path }) => /\/releases\/[0-9a-f]{64}\/index\.html/.test(path), "published", 1],
    ["the manifest", ({ path }) => path.includes("/manifests/"), "published", 0],
    ["the build", ({ path }) => path.includes("/builds/"), "there", 0],
  ])("goes on after it was killed before it wrote %s", async (_, isCall, kind, left) => {
    const digest = await digestOf();
    const proxy = await startProxy(moto.url, {
      onCall: (__, call) => (call.method === "PUT" && isCall(call) ? "hold-before" : "pass"),
    });
    try {
      const run = spawn(
        process.execPath,
        [join(ROOT, "cli", "infra.js"), ...words(proxy.url, "main", ["--parallel", "1"])],
        {
          cwd: ROOT,
          env: withoutActions(),
          stdio: "ignore",
        },
      );
      await proxy.held();
      run.kill("SIGKILL");
      await new Promise((resolve) => run.once("exit", resolve));
    } finally {
      await proxy.stop();
    }
    const { code, said } = await publish("main", "--run", "7");
    expect([code, said?.kind, said?.uploaded, await versionsIn(BUCKETS.dev)]).toEqual([
      0,
      kind,
      left,
      wholeRelease(digest),
    ]);
  });

  it("refuses to go on where a file has other bytes, and does not call the release whole", async () => {
    const digest = await digestOf();
    const Key = `releases/${digest}/robots.txt`;
    await client().send(new PutObjectCommand({ Bucket: BUCKETS.dev, Key, Body: "User-agent: x" }));
    const { code, stderr, said } = await publish();
    expect([code, said, stderr.split("\n").at(-2)]).toEqual([
      1,
      undefined,
      `${Key} in the bucket ${BUCKETS.dev} is there with other bytes. Releases are never written over: see in the versions of the bucket who wrote it.`,
    ]);
    const keys = Object.keys(await versionsIn(BUCKETS.dev)).filter((key) => !key.startsWith("releases/"));
    expect([keys, await textOf(BUCKETS.dev, Key)]).toEqual([[], "User-agent: x"]);
  });

  it("is done by two at once as by one", async () => {
    const both = await Promise.all([publish("main", "--run", "7"), publish("main", "--run", "7")]);
    expect([both.map(({ code }) => code), await versionsIn(BUCKETS.dev)]).toEqual([
      [0, 0],
      wholeRelease(String(both[0]?.said?.release)),
    ]);
  });

  it("says in words what it does and what became of it", async () => {
    const { code, stdout, stderr } = await infraBeside(words(moto.url, "main", ["--run", "7"]));
    const digest = await digestOf();
    expect([code, stdout, stderr.split("\n").filter((line) => line.includes(" of "))]).toEqual([
      0,
      `The release ${digest} is in ${BUCKETS.dev}: 5 files uploaded.\nIt is the last build of main now. \`infra promote\` gives it to sites.\n`,
      ["1", "2", "3", "4", "5"].map((done) => `${done} of 5 files`),
    ]);
  });

  it("touches no other account", async () => {
    const other = await startMoto("222222222222");
    try {
      const { code, stderr } = await infraBeside(words(other.url, "main"));
      expect([code, stderr]).toEqual([
        2,
        "the stage dev is in the account 111111111111, and the credentials in use are of the account 222222222222. Use those of 111111111111. Nothing was touched.\n",
      ]);
    } finally {
      await other.stop();
    }
  });
});
