import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizedCommit } from "../../../adapters/git/base-tree";
import { type Repository, repositoryAt } from "../../../adapters/git/repository";

const SYNTH = `
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const text = readFileSync("catalogue/a.yaml", "utf8");
if (text.includes("wrong")) { console.error("catalogue/a.yaml:1: wrong"); process.exit(2); }
mkdirSync(process.argv[4]);
writeFileSync(process.argv[4] + "/manifest.json", text + process.argv.slice(2).join(" "));
`;

describe("a commit to compare with", () => {
  const root = mkdtempSync(join(tmpdir(), "repository-"));
  const folder = join(root, ".infra");
  let repository: Repository;

  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
      cwd: root,
      encoding: "utf8",
    }).trim();
  const commit = (files: Readonly<Record<string, string>>): string => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    git("add", "-A");
    git("commit", "-qm", "change");
    return git("rev-parse", "HEAD");
  };
  const synthesized = (id: string) =>
    synthesizedCommit({ repository, commit: id, root, folder, environment: process.env });

  beforeAll(async () => {
    git("init", "-q");
    const found = await repositoryAt(root, process.env);
    if (!found) throw new Error("there is no repository");
    repository = found;
    writeFileSync(join(root, ".gitignore"), ".infra/\nnode_modules\n");
    mkdirSync(join(root, "node_modules"));
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("is synthesized by its own code, kept for the next run, and takes the place of the one before", async () => {
    const one = commit({ "cli/infra.js": SYNTH, "catalogue/a.yaml": "one ", "package-lock.json": "{}" });
    const two = commit({ "catalogue/a.yaml": "two " });
    const { output, samePackages } = await synthesized(one);
    expect(readFileSync(join(output, "manifest.json"), "utf8")).toBe("one synth --output cdktf.out");
    expect(samePackages).toBe(true);
    expect(git("status", "--porcelain")).toBe("");

    writeFileSync(join(output, "manifest.json"), "kept");
    expect(readFileSync(join((await synthesized(one)).output, "manifest.json"), "utf8")).toBe("kept");
    await synthesized(two);
    expect(readdirSync(join(folder, "base"))).toEqual([two]);
    expect(existsSync(join(root, "node_modules"))).toBe(true);
  });

  it("is kept beside others, when they are named", async () => {
    const [two, one] = [git("rev-parse", "HEAD"), git("rev-parse", "HEAD^1")];
    await synthesizedCommit({ repository, commit: one, root, folder, environment: process.env, keep: [two] });
    expect(readdirSync(join(folder, "base")).sort()).toEqual([one, two].sort());
    await synthesized(two);
    expect(readdirSync(join(folder, "base"))).toEqual([two]);
  });

  it("says when it locks other packages", async () => {
    const old = git("rev-parse", "HEAD");
    commit({ "package-lock.json": '{ "other": true }' });
    expect((await synthesized(old)).samePackages).toBe(false);
  });

  it("is refused with its own words when its catalogue does not check, and leaves nothing behind", async () => {
    const wrong = commit({ "catalogue/a.yaml": "wrong" });
    await expect(synthesized(wrong)).rejects.toThrow(
      `the commit ${wrong.slice(0, 7)} cannot be synthesized (its own "infra synth" ended with status 2); name another commit, or "--since nothing"\ncatalogue/a.yaml:1: wrong`,
    );
    expect(readdirSync(join(folder, "base")).filter((name) => name.startsWith(wrong))).toEqual([]);
  });

  it("is refused when it has no such command", async () => {
    git("rm", "-q", "cli/infra.js");
    const without = commit({});
    await expect(synthesized(without)).rejects.toThrow(
      `the commit ${without.slice(0, 7)} has no command "infra synth" (cli/infra.js); name a later commit, or "--since nothing"`,
    );
  });

  it("is refused with another way out, when there is one", async () => {
    const commit = git("rev-parse", "HEAD");
    const remedy = "run this elsewhere";
    await expect(
      synthesizedCommit({ repository, commit, root, folder, environment: process.env, remedy }),
    ).rejects.toThrow(
      `the commit ${commit.slice(0, 7)} has no command "infra synth" (cli/infra.js); run this elsewhere`,
    );
  });

  it("is found by any name that git knows, and by no other", async () => {
    expect(await repository.commitOf("HEAD")).toBe(git("rev-parse", "HEAD"));
    expect(await repository.commitOf("HEAD^1")).toBe(git("rev-parse", "HEAD^1"));
    expect(await repository.commitOf("no-such-branch")).toBeUndefined();
    expect(await repository.commitOf("--all")).toBeUndefined();
  });

  it("is needed only while one of the folders that matter differs: changed, new or removed", async () => {
    expect(await repository.isChanged(["catalogue"])).toBe(false);
    writeFileSync(join(root, "catalogue", "new.yaml"), "");
    expect(await repository.isChanged(["catalogue"])).toBe(true);
    expect(await repository.isChanged(["model", "cli"])).toBe(false);
  });

  it("may be missing because the history was cut off", async () => {
    expect(await repository.isShallow()).toBe(false);
    const clone = mkdtempSync(join(tmpdir(), "shallow-"));
    git("clone", "--quiet", "--depth", "1", `file://${root}`, clone);
    expect(await (await repositoryAt(clone, process.env))?.isShallow()).toBe(true);
    rmSync(clone, { recursive: true });
  });

  it("does not exist outside of a repository", async () => {
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    expect(await repositoryAt(outside, process.env)).toBeUndefined();
    rmSync(outside, { recursive: true });
  });
});
