import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, run } from "./tools";

const zizmor = (folder: string) =>
  run("zizmor", ["--offline", "--persona", "auditor", "--no-progress", "--format", "plain", folder], { cwd: folder });
const actionlint = (folder: string, files: readonly string[] = []) =>
  run("actionlint", ["-no-color", "-oneline", ...files], { cwd: folder });

describe("the workflows of this repository", () => {
  it("are right, as actionlint says", () => {
    const { status, stdout, stderr } = actionlint(ROOT);
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: "" });
  });

  it("are safe, as zizmor says, that of an auditor, with everything else under .github", () => {
    const { status, stdout } = zizmor(ROOT);
    expect({ status, said: stdout.trim() }).toEqual({
      status: 0,
      // Those are the tokens of the organisation's apps, as .github/zizmor.yml says.
      said: "No findings to report. Good job! (5 ignored)",
    });
  });
});

describe.each([
  ["sites", 8],
  ["app", 2],
])("the workflows that repositories copy from templates/%s", (name, count) => {
  const folder = join(ROOT, "templates", name);
  const files = readdirSync(join(folder, ".github", "workflows"));

  it("are right, as actionlint says", () => {
    expect(files).toHaveLength(count);
    const { status, stdout, stderr } = actionlint(
      ROOT,
      files.map((file) => join(folder, ".github", "workflows", file)),
    );
    expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: "" });
  });

  it("are safe, as zizmor says; each is pinned to the branch that AWS trusts", () => {
    const { status, stdout } = zizmor(folder);
    expect({ status, said: stdout.trim() }).toEqual({
      status: 0,
      said: `No findings to report. Good job! (${count} ignored)`,
    });
  });
});

describe("the witnesses are awake", () => {
  const folder = mkdtempSync(join(tmpdir(), "workflows-"));
  beforeAll(() => {
    mkdirSync(join(folder, ".git"));
    mkdirSync(join(folder, ".github", "workflows"), { recursive: true });
    writeFileSync(join(folder, ".github", "zizmor.yml"), readFileSync(join(ROOT, ".github", "zizmor.yml")));
    const deploy = readFileSync(join(ROOT, ".github", "workflows", "deploy.yml"), "utf8");
    const planted = deploy
      .replace(/(uses: actions\/checkout)@.*/, "$1@main")
      .replace(/run: npx infra deploy.*/, "run: echo ${{ github.event.head_commit.message }}");
    expect(planted).not.toBe(deploy);
    writeFileSync(join(folder, ".github", "workflows", "deploy.yml"), planted);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("actionlint finds a text of a stranger in a command", () => {
    expect(actionlint(folder)).toMatchObject({ status: 1, stdout: expect.stringContaining("potentially untrusted") });
  });

  it("actionlint passes over nothing but what it does not know, in workflows of sites as elsewhere", () => {
    const github = join(".github", "workflows");
    writeFileSync(join(folder, ".github", "actionlint.yaml"), readFileSync(join(ROOT, ".github", "actionlint.yaml")));
    const uat = readFileSync(join(ROOT, github, "deploy-to-uat.yml"), "utf8");
    const planted = uat.replace("  queue: max", "  queues: max").replace("job.workflow_sha", "job.workflow_commit");
    writeFileSync(join(folder, github, "deploy-to-uat.yml"), planted);
    const { stdout } = actionlint(folder, [join(folder, github, "deploy-to-uat.yml")]);
    expect(stdout.trim().split("\n")).toEqual([
      expect.stringContaining('unexpected key "queues" for "concurrency" section'),
      expect.stringContaining('property "workflow_commit" is not defined'),
    ]);
    rmSync(join(folder, github, "deploy-to-uat.yml"));
  });

  it("zizmor finds that, and an action that is not pinned", () => {
    const { status, stdout } = zizmor(folder);
    expect(status).not.toBe(0);
    expect(stdout).toContain("template-injection");
    expect(stdout).toContain("unpinned-uses");
  });
});
