import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const COMMIT = "3f2c1aa0000000000000000000000000000000ab";

/** What the first job of an emergency says of a request: its exit code, its errors, and the run's page. */
function check(commit: string, reason: string) {
  const folder = mkdtempSync(join(tmpdir(), "emergency-"));
  const summary = join(folder, "summary.md");
  writeFileSync(summary, "");
  try {
    const { status, stderr } = spawnSync(
      process.execPath,
      ["--require", "tsx/cjs", join(ROOT, "scripts", "check-emergency.ts")],
      {
        cwd: ROOT,
        encoding: "utf8",
        env: { ...process.env, COMMIT: commit, REASON: reason, GITHUB_STEP_SUMMARY: summary },
      },
    );
    return { status, stderr, summary: readFileSync(summary, "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("an emergency is asked for with a commit and a reason, which the run's page shows", () => {
  expect(check(COMMIT, "orders answers nobody; back to revision 41")).toEqual({
    status: 0,
    stderr: "",
    summary: `Commit \`${COMMIT}\`\n\n\`\`\`\norders answers nobody; back to revision 41\n\`\`\`\n`,
  });
});

test("a reason cannot leave its frame", () => {
  expect(check(COMMIT, "``` <b>approve me</b> ```").summary).toContain("````\n``` <b>approve me</b> ```\n````\n");
});

test.each([
  ["a branch", "main", "orders answers nobody", "Name it by all its forty digits"],
  ["a part of a commit", COMMIT.slice(0, 12), "orders answers nobody", "Name it by all its forty digits"],
  ["a command", `${COMMIT}; id`, "orders answers nobody", "Name it by all its forty digits"],
  ["no reason", COMMIT, "  ", "The reason is missing or too short to be one"],
])("%s is refused, and nothing is shown", (_, commit, reason, message) => {
  expect(check(commit, reason)).toEqual({ status: 2, stderr: expect.stringContaining(message), summary: "" });
});
