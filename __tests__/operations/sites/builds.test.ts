import { RecordError } from "../../../operations/records/object-store";
import { readBuild, recordBuild } from "../../../operations/sites/builds";
import type { Build } from "../../../operations/sites/ports";
import { MemoryStore } from "../../support/memory-store";

const build = (run: number, more: Partial<Build> = {}): Build => ({
  format: 1,
  branch: "fix/total",
  commit: "c".repeat(40),
  release: String(run).repeat(64).slice(0, 64),
  run,
  at: "2026-11-21T10:00:00Z",
  by: "ann",
  ...more,
});

const KEY = "builds/fix%2Ftotal.json";

describe("the last build of a branch", () => {
  it("is none before the first one", async () => {
    expect(await readBuild(new MemoryStore(), "fix/total")).toBeUndefined();
  });

  it.each<[string, readonly Build[], readonly string[], Build]>([
    ["the first one", [build(1)], ["recorded"], build(1)],
    ["a later run's", [build(1), build(2)], ["recorded", "recorded"], build(2)],
    ["not an earlier run's that hung", [build(2), build(1)], ["recorded", "outdated"], build(2)],
    [
      "that of the same run, which said it again",
      [build(2), build(2, { by: "bob", at: "2026-11-21T11:00:00Z" })],
      ["recorded", "unchanged"],
      build(2),
    ],
    [
      "what the same run built when it ran again",
      [build(2), build(2, { release: "f".repeat(64) })],
      ["recorded", "recorded"],
      build(2, { release: "f".repeat(64) }),
    ],
    [
      "outside of GitHub Actions whatever was said last",
      [build(0), build(0, { release: "f".repeat(64) })],
      ["recorded", "recorded"],
      build(0, { release: "f".repeat(64) }),
    ],
    ["of a run, not what was built by hand after it", [build(3), build(0)], ["recorded", "outdated"], build(3)],
  ])("is %s", async (_, builds, kinds, last) => {
    const store = new MemoryStore();
    const recorded = [];
    for (const one of builds) recorded.push((await recordBuild(store, one)).kind);
    expect([recorded, (await readBuild(store, "fix/total"))?.build, await store.list("")]).toEqual([
      kinds,
      last,
      [KEY],
    ]);
  });

  it("tells which build stays", async () => {
    const store = new MemoryStore();
    await recordBuild(store, build(2));
    expect(await recordBuild(store, build(1))).toEqual({ kind: "outdated", by: build(2) });
  });

  it("is that of the latest run, in whatever order runs at once get there", async () => {
    const store = new MemoryStore();
    const recorded = await Promise.all([3, 1, 4, 2].map((run) => recordBuild(store, build(run))));
    expect([(await readBuild(store, "fix/total"))?.build, recorded[2]]).toEqual([build(4), { kind: "recorded" }]);
  });

  it("is not written when others write all the time", async () => {
    const store = new MemoryStore();
    store.create = async () => "taken";
    await expect(recordBuild(store, build(1))).rejects.toThrow(
      `${KEY} was written by others 10 times in a row. See which runs publish this branch, and run this again.`,
    );
  });

  it.each([
    ["no JSON", "{"],
    ["another format", JSON.stringify({ ...build(1), format: 2 })],
    ["another branch", JSON.stringify(build(1, { branch: "main" }))],
    ["a digest that is none", JSON.stringify(build(1, { release: "../x" }))],
    ["control characters", JSON.stringify(build(1, { by: "\u001b[2J" }))],
    ["a run below nought", JSON.stringify(build(-1))],
  ])("is an error, and is not written over, when there is %s", async (_, text) => {
    const store = new MemoryStore();
    store.put(KEY, text);
    const message = `${KEY} is damaged, or was written by another version of this command.`;
    await expect(readBuild(store, "fix/total")).rejects.toThrow(message);
    await expect(recordBuild(store, build(2))).rejects.toThrow(RecordError);
    expect((await store.read(KEY))?.text).toBe(text);
  });
});
