import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildFiles } from "../../adapters/build-folder";
import { packageOf } from "../../operations/apps/package";
import { JOB_TOKEN } from "../support/actions-job";
import { type LocalGitHub, localGitHub } from "../support/github";
import { infraBeside, type Ran } from "../support/infra";

let folder: string;
let code: string;
let github: LocalGitHub;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "infra-release-"));
  code = join(folder, "code");
  mkdirSync(code);
  git("init", "-q", "-b", "main");
  commit("feat: begin");
  github = await localGitHub("", JOB_TOKEN);
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

const git = (...words: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=Mara", "-c", "user.email=mara@example.com", ...words], {
    cwd: code,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();

/** Commits a change of a file, and tells which commit that is. */
function commit(message: string, file = "web/index.html"): string {
  mkdirSync(join(code, file, ".."), { recursive: true });
  writeFileSync(join(code, file), `${message}\n${Math.random()}`);
  git("add", "-A");
  git("commit", "-qm", message);
  return git("rev-parse", "HEAD");
}

const environment = (): NodeJS.ProcessEnv => ({
  GITHUB_TOKEN: JOB_TOKEN,
  GITHUB_REPOSITORY: "equipweb/infra",
  GITHUB_API_URL: github.url,
  GITHUB_SERVER_URL: "https://github.com",
});
const run = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  infraBeside(["app", ...words], { cwd: folder, env: { ...environment(), ...env } });
const planned = (...more: readonly string[]): Promise<Ran> =>
  run(["release", "portal", "--code", "code", "--dry-run", ...more]);

/** The package of a version of HEAD, as a job builds it. */
async function packaged(version: string, name = "package.zip", page = "<h1>Portal</h1>"): Promise<string> {
  const [web, api] = [join(folder, `${name}-web`), join(folder, `${name}-api`)];
  for (const each of [web, api]) mkdirSync(each, { recursive: true });
  writeFileSync(join(web, "index.html"), page);
  writeFileSync(join(api, "index.js"), "exports.handler = async () => ({ statusCode: 200 });\n");
  const parts = { web: await buildFiles(web), api: await buildFiles(api) };
  const of = { app: "portal", version, commit: git("rev-parse", "HEAD"), allowSecrets: false };
  writeFileSync(join(folder, name), packageOf({ ...of, ...parts }).bytes);
  return join(folder, name);
}
const released = (file: string, ...more: readonly string[]): Promise<Ran> =>
  run(["release", "portal", "--code", "code", "--package", file, ...more]);

/** What an earlier run left of the tag, here and on GitHub. */
function tagged(tag: string, at = git("rev-parse", "HEAD")): void {
  git("tag", tag, at);
  github.state.tags.set(tag, { commit: at });
}

it("the first release: computed, made, published with its package, and fetched again as the same bytes", async () => {
  const head = git("rev-parse", "HEAD");
  const output = join(folder, "outputs");
  const asked = await planned("--output", output);
  expect(asked).toMatchObject({ code: 0, stderr: "" });
  expect(asked.stdout.split("\n")[0]).toBe(`v1.0.0 of the commit ${head.slice(0, 7)} is next, the first release`);
  expect(readFileSync(output, "utf8")).toBe(`version=1.0.0\ntag=v1.0.0\ncommit=${head}\nstate=new\n`);
  expect(github.asked()).toEqual([]);

  const file = await packaged("1.0.0");
  const summary = join(folder, "summary.md");
  expect(await released(file, "--summary", summary)).toEqual({
    code: 0,
    stdout: `v1.0.0 of the commit ${head.slice(0, 7)}: released\n`,
    stderr: "",
  });
  expect(github.asked()).toEqual([
    "git/get-ref",
    "git/create-ref",
    "git/get-ref",
    "repos/list-releases",
    "repos/create-release",
    "repos/upload-release-asset",
    "repos/update-release",
  ]);
  expect(github.state.tags).toEqual(new Map([["v1.0.0", { commit: head }]]));
  const [release] = github.state.releases;
  expect(release).toMatchObject({ tag: "v1.0.0", name: "v1.0.0", isDraft: false, assets: [{ name: "portal.zip" }] });
  expect(release?.assets[0]?.bytes.equals(readFileSync(file))).toBe(true);
  expect(readFileSync(summary, "utf8")).toContain("<code>begin</code>");

  const again = join(folder, "again.zip");
  expect(await run(["release-package", "portal", "--output", again, "--", "v1.0.0"])).toEqual({
    code: 0,
    stdout: `${again}: version 1.0.0 of portal, of the commit ${head.slice(0, 7)}\n`,
    stderr: "",
  });
  expect(readFileSync(again).equals(readFileSync(file))).toBe(true);
});

it("the next one follows from what was committed since, of the app alone", async () => {
  tagged("v1.9.0");
  commit("feat: of something else", "catalogue/x.yaml");
  const nothing = await planned("--path=web");
  expect(nothing).toEqual({
    code: 2,
    stdout: "",
    stderr: `There is nothing to release: no commit up to ${git("rev-parse", "--short=7", "HEAD")} changes the app since v1.9.0.\n`,
  });
  commit("fix: the menu");
  const { stdout } = await planned("--path=web", "--json");
  expect(JSON.parse(stdout)).toMatchObject({ version: "1.9.1", tag: "v1.9.1", previous: "v1.9.0", state: "new" });
  expect(JSON.parse(stdout).notes).not.toContain("something else");
});

it("a tag with a message, and one of no commit, are read as they are", async () => {
  git("tag", "-a", "v2.0.0", "-m", "Two");
  git("tag", "v3.0.0", git("rev-parse", "HEAD:web/index.html"));
  commit("feat: menu");
  expect((await planned()).stdout).toContain("v2.1.0 of the commit");
});

describe("a run that failed half way is started again as it was", () => {
  const end = async (): Promise<string> => {
    const asked = JSON.parse((await planned("--json")).stdout) as { readonly version: string };
    const { code: ended, stdout, stderr } = await released(await packaged(asked.version));
    expect({ ended, stderr }).toEqual({ ended: 0, stderr: "" });
    return stdout.replace(/ of the commit .{7}/, "").trim();
  };
  const whole = () => {
    expect(github.state.releases.map(({ tag, isDraft, assets }) => [tag, isDraft, assets.length])).toEqual([
      ["v1.0.0", false, 1],
    ]);
    expect([...github.state.tags.keys()]).toEqual(["v1.0.0"]);
  };
  const leave = (
    isDraft: boolean,
    ...assets: readonly { readonly bytes: Buffer; readonly state: "uploaded" | "open" }[]
  ) =>
    github.state.releases.push({
      id: github.state.nextId(),
      tag: "v1.0.0",
      name: "v1.0.0",
      body: "",
      isDraft,
      assets: assets.map((asset) => ({ id: github.state.nextId(), name: "portal.zip", ...asset })),
    });

  it("after the tag", async () => {
    tagged("v1.0.0");
    expect(await end()).toBe("v1.0.0: released");
    whole();
  });

  it("after the tag with a message, which somebody made", async () => {
    git("tag", "-a", "v1.0.0", "-m", "One");
    github.state.tags.set("v1.0.0", { commit: git("rev-parse", "HEAD"), object: git("rev-parse", "v1.0.0") });
    expect(await end()).toBe("v1.0.0: released");
    whole();
  });

  it("after the draft", async () => {
    tagged("v1.0.0");
    leave(true);
    expect(await end()).toBe("v1.0.0: released");
    whole();
  });

  it("in the middle of the upload", async () => {
    tagged("v1.0.0");
    leave(true, { bytes: Buffer.from("PK"), state: "open" });
    expect(await end()).toBe("v1.0.0: released");
    whole();
  });

  it("after an upload of another build: nobody has seen it, so it is replaced", async () => {
    tagged("v1.0.0");
    leave(true, { bytes: Buffer.from("another build"), state: "uploaded" });
    expect(await end()).toBe("v1.0.0: released");
    whole();
  });

  it("after the whole upload, which is not repeated", async () => {
    tagged("v1.0.0");
    const file = await packaged("1.0.0");
    leave(true, { bytes: readFileSync(file), state: "uploaded" });
    expect((await released(file)).code).toBe(0);
    expect(github.asked()).not.toContain("repos/upload-release-asset");
    whole();
  });

  it("after the release, when nothing of it was deployed: what lies there counts, whatever was built since", async () => {
    tagged("v1.0.0");
    const published = readFileSync(await packaged("1.0.0", "first.zip", "<h1>First</h1>"));
    leave(false, { bytes: published, state: "uploaded" });
    expect(await end()).toBe("v1.0.0: released before; its package is deployed as it lies there");
    whole();
    expect(github.state.releases[0]?.assets[0]?.bytes.equals(published)).toBe(true);
  });

  it("after a deployment that failed", async () => {
    tagged("v1.0.0");
    leave(false, { bytes: readFileSync(await packaged("1.0.0")), state: "uploaded" });
    github.state.deployments.push({
      id: 3,
      commit: git("rev-parse", "HEAD"),
      environment: "portal-prd",
      state: "failure",
    });
    expect(await end()).toBe("v1.0.0: released before; its package is deployed as it lies there");
  });

  it("but not after it was handed in: then there is nothing new, and a way to deploy it again", async () => {
    tagged("v1.0.0");
    leave(false, { bytes: readFileSync(await packaged("1.0.0")), state: "uploaded" });
    github.state.deployments.push({
      id: 3,
      commit: git("rev-parse", "HEAD"),
      environment: "portal-prd",
      state: "success",
    });
    const { code: ended, stdout, stderr } = await planned();
    expect({ ended, stdout }).toEqual({ ended: 2, stdout: "" });
    expect(stderr).toBe(
      `There is nothing to release: no commit up to ${git("rev-parse", "--short=7", "HEAD")} changes the app since v1.0.0. It was handed in for portal-prd already. To deploy it again, start ": deploy" for prd with the version v1.0.0.\n`,
    );
  });
});

describe("GitHub", () => {
  it("whose answers get lost is asked what it has, and nothing is made twice", async () => {
    const file = await packaged("1.0.0");
    github.misbehave("repos/create-release", { answer: "reset", isDone: true });
    github.misbehave("repos/upload-release-asset", { answer: "reset", isDone: true });
    expect(await released(file)).toMatchObject({ code: 0, stderr: "" });
    expect(github.state.releases.map(({ isDraft, assets }) => [isDraft, assets.length])).toEqual([[false, 1]]);
  });

  it("that keeps other bytes than were sent publishes nothing", async () => {
    const file = await packaged("1.0.0");
    github.misbehave("repos/upload-release-asset", {
      after: () => {
        const [release] = github.state.releases;
        const [asset] = release?.assets ?? [];
        if (release && asset) release.assets.splice(0, 1, { ...asset, bytes: Buffer.from("something else") });
      },
      answer: "reset",
      isDone: true,
    });
    const { code: ended, stderr } = await released(file);
    expect(ended).toBe(1);
    expect(stderr).toContain("It is a draft that nobody sees yet; start the release again.");
    expect(github.state.releases.map(({ isDraft }) => isDraft)).toEqual([true]);
  });

  it("that gave the tag to another commit meanwhile keeps it there", async () => {
    const file = await packaged("1.0.0");
    const other = "b".repeat(40);
    github.misbehave("git/create-ref", {
      before: () => github.state.tags.set("v1.0.0", { commit: other }),
    });
    const { code: ended, stderr } = await released(file);
    expect({ ended, stderr }).toEqual({
      ended: 1,
      stderr: `the tag v1.0.0 is at the commit bbbbbbb, and not at ${git("rev-parse", "--short=7", "HEAD")}: somebody released another one meanwhile. Start the release again; it takes the next version.\n`,
    });
    expect(github.state.releases).toEqual([]);
  });

  it("that names another machine for uploads gets no token there", async () => {
    const file = await packaged("1.0.0");
    tagged("v1.0.0");
    github.misbehave("repos/list-releases", {
      times: 9,
      answer: {
        status: 200,
        value: [
          {
            ...(JSON.parse(readFileSync(join(__dirname, "..", "fixtures", "github", "description.json"), "utf8"))
              .components.examples.release.value as object),
            id: 5,
            tag_name: "v1.0.0",
            draft: true,
            assets: [],
            upload_url: "https://uploads.github.com.evil.example/repos/equipweb/infra/releases/5/assets{?name,label}",
          },
        ],
      },
    });
    const { code: ended, stderr } = await released(file);
    expect({ ended, stderr: stderr.trim() }).toEqual({
      ended: 1,
      stderr: expect.stringContaining("which is none of its own"),
    });
  });

  it("that refuses is quoted in one line, with the permission that is needed, and never the token", async () => {
    const file = await packaged("1.0.0");
    const value = {
      message: "Resource not accessible by integration",
      documentation_url: "https://docs.github.com/rest",
    };
    github.misbehave("git/create-ref", { answer: { status: 403, value } });
    const { code: ended, stderr } = await released(file);
    expect({ ended, stderr }).toEqual({
      ended: 1,
      stderr: expect.stringMatching(/^could not make the tag "v1\.0\.0" of equipweb\/infra: .*`contents: write`\.\n$/),
    });
    expect(stderr).not.toContain(JOB_TOKEN);
  });
});

describe("refused, before anything is made", () => {
  it.each<[string, (file: string) => readonly string[], string]>([
    ["no package", () => ["release", "portal"], "name the package of the release by --package"],
    ["no such app", () => ["release", "portla", "--dry-run"], 'there is no app "portla"'],
    [
      "no repository",
      () => ["release", "portal", "--dry-run", "--code", ".."],
      "is no git repository, or there is no git",
    ],
    [
      "no such commit",
      () => ["release", "portal", "--dry-run", "--code", "code", "--commit", "v9"],
      'code has no commit "v9"',
    ],
    [
      "an option for a commit",
      () => ["release", "portal", "--dry-run", "--code", "code", "--commit=--all"],
      'code has no commit "--all"',
    ],
    [
      "a package of another version",
      (file) => ["release", "portal", "--code", "code", "--package", file],
      "is version 1.7.0 of the commit",
    ],
    [
      "no package at all",
      () => ["release", "portal", "--code", "code", "--package", "none.zip"],
      "there is no such file",
    ],
    [
      "a tag that is none",
      () => ["release-package", "portal", "--output", "x.zip", "--", "latest"],
      '"latest" is no release',
    ],
    [
      "a path for a tag",
      () => ["release-package", "portal", "--output", "x.zip", "--", "v1.0.0/../x"],
      "is no release",
    ],
    [
      "a release that there is not",
      () => ["release-package", "portal", "--output", "x.zip", "--", "v7.0.0"],
      "there is no release v7.0.0",
    ],
  ])("%s", async (_, words, message) => {
    const { code: ended, stdout, stderr } = await run(words(await packaged("1.7.0")));
    expect({ ended, stdout, stderr }).toEqual({ ended: 2, stdout: "", stderr: expect.stringContaining(message) });
    expect(stderr.trim()).not.toContain("\n");
    expect([github.state.releases, [...github.state.tags], existsSync(join(folder, "x.zip"))]).toEqual([[], [], false]);
  });

  it("a checkout without its history", async () => {
    commit("fix: x");
    const shallow = join(folder, "shallow");
    execFileSync("git", ["clone", "-q", "--depth", "1", `file://${code}`, shallow]);
    const { code: ended, stderr } = await run(["release", "portal", "--dry-run", "--code", "shallow"]);
    expect({ ended, stderr }).toEqual({
      ended: 2,
      stderr:
        "shallow was fetched without its history, so nobody knows what is new; fetch all of it (actions/checkout: fetch-depth: 0; git: git fetch --unshallow --tags)\n",
    });
  });

  it("a release whose package is of another version than its tag", async () => {
    const bytes = readFileSync(await packaged("1.7.0"));
    const id = github.state.nextId();
    const asset = { id: id + 1, name: "portal.zip", bytes, state: "uploaded" as const };
    github.state.releases.push({ id, tag: "v1.0.0", name: "v1.0.0", body: "", isDraft: false, assets: [asset] });
    const { code: ended, stderr } = await run(["release-package", "portal", "--output", "x.zip", "--", "v1.0.0"]);
    expect({ ended, stderr }).toEqual({
      ended: 2,
      stderr: "the package of the release v1.0.0 is version 1.7.0. It is not to be deployed.\n",
    });
    expect([existsSync(join(folder, "x.zip")), existsSync(join(folder, "x.zip.part"))]).toEqual([false, false]);
  });
});
