import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryAt } from "../../../adapters/git/repository";

describe("a file of a commit", () => {
  const root = mkdtempSync(join(tmpdir(), "repository-"));
  const inside = join(root, "infra");
  const git = (...args: string[]): void => {
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: root });
  };

  beforeAll(() => {
    mkdirSync(inside);
    git("init", "-q");
    writeFileSync(join(inside, "a.yaml"), "one: ü\n");
    git("add", "-A");
    git("commit", "-qm", "one");
    writeFileSync(join(inside, "a.yaml"), "two: 2\n");
    git("commit", "-qam", "two");
    writeFileSync(join(inside, "a.yaml"), "three: 3\n");
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each([
    ["HEAD", "a.yaml", "two: 2\n"],
    ["HEAD^1", "a.yaml", "one: ü\n"],
    ["HEAD", "b.yaml", undefined],
  ])("%s %s is as that commit has it, wherever the folder lies in the repository", async (ref, path, text) => {
    const repository = await repositoryAt(inside, process.env);
    const commit = (await repository?.commitOf(ref)) ?? "";
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    expect(await repository?.textAt(commit, path)).toBe(text);
  });
});
