import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exclusively } from "../../adapters/run-lock";

describe("work that one process does at a time", () => {
  const folder = mkdtempSync(join(tmpdir(), "lock-"));
  const file = join(folder, "deep", "lock");
  afterAll(() => rmSync(folder, { recursive: true }));

  it("holds the process's id while it lasts, and nothing afterwards, also when it fails", async () => {
    const seen = await exclusively(file, "infra plan", async () => readFileSync(file, "utf8"));
    expect(seen).toBe(`${process.pid} infra plan`);
    expect(existsSync(file)).toBe(false);
    await expect(exclusively(file, "infra plan", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(existsSync(file)).toBe(false);
  });

  it("is refused while another process is at it, and leaves that one's lock", async () => {
    const held = `${process.pid} infra deploy`;
    writeFileSync(file, held);
    const work = jest.fn();
    await expect(exclusively(file, "infra plan", work)).rejects.toThrow(
      `\`infra deploy\` is running (process ${process.pid}); wait until it ends`,
    );
    expect(work).not.toHaveBeenCalled();
    expect(readFileSync(file, "utf8")).toBe(held);
  });

  it.each([
    ["of a process that ended", () => String(spawnSync(process.execPath, ["--eval", "0"]).pid)],
    ["that holds no process", () => "x"],
  ])("takes over a lock %s", async (_, text) => {
    writeFileSync(file, text());
    expect(await exclusively(file, "infra plan", async () => "done")).toBe("done");
    expect(existsSync(file)).toBe(false);
  });
});
