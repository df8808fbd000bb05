import { spawnSync } from "node:child_process";
import { isAlive, isDeadHere, thisProcess, worksIn } from "../../adapters/process";

const ENDED = Number(spawnSync(process.execPath, ["--eval", "0"]).pid);

describe("a process", () => {
  it.each([
    ["this one", thisProcess(), false],
    ["one that ended", { ...thisProcess(), pid: ENDED }, true],
    ["one that ended, by its number, of another host", { host: "elsewhere", pid: ENDED }, false],
    ["one of somebody else", { ...thisProcess(), pid: 1 }, false],
  ])("is known to be dead, or not: %s", (_, holder, expected) => {
    expect(isDeadHere(holder)).toBe(expected);
  });

  it("has a host that two processes here agree on", () => {
    const { stdout } = spawnSync(
      process.execPath,
      ["--require", "tsx/cjs", "--eval", 'console.log(require("./adapters/process").thisProcess().host)'],
      { encoding: "utf8", cwd: `${__dirname}/../..` },
    );
    expect(stdout.trim()).toBe(thisProcess().host);
  });

  it("works in the folder where it is, and one elsewhere is another one", () => {
    const here = process.cwd();
    const isTold = process.platform === "linux";
    expect([worksIn(process.pid, here), worksIn(process.pid, "/"), worksIn(ENDED, here)]).toEqual([
      true,
      !isTold,
      false,
    ]);
  });

  it.each([0, -1, 1.5, Number.NaN])("has no number like %s", (pid) => {
    expect(isAlive(pid)).toBe(false);
  });
});
