import { recordIn, recordText } from "../../../operations/promotion/record-text";
import { settingsSchema } from "../../../operations/sites/entry";
import { anAttempt, aRecord, begun, CLIENT, commit, failed } from "../../support/sites";

const KEY = `records/client/${CLIENT}.json`;
const read = (text: string, key = KEY) => recordIn(text, key, settingsSchema);

describe("a record that is written", () => {
  const approved = anAttempt("b2", { approver: "mara", run: "https://github.com/equipweb/infra/actions/runs/5" });
  const hotfix = anAttempt("c3", { from: { kind: "branch", branch: "hotfix/till" } });
  const back = anAttempt("a1", { from: { kind: "rollback" } });
  it.each([
    ["of an attempt that succeeded", aRecord(approved, [approved, hotfix, back])],
    ["of the first one, which runs", aRecord(begun("a1"))],
    ["of one that failed", aRecord(failed("a1"), [approved])],
  ])("%s is read as it was", (_, record) => {
    expect(read(recordText(record))).toEqual(record);
  });

  it("has the same bytes, whatever the order of what it was made of", () => {
    const { id, ...rest } = approved;
    const other = { ...rest, id };
    expect(recordText(aRecord(other))).toBe(recordText(aRecord(approved)));
  });

  it("can be read again, whatever somebody was called, or an error said", () => {
    const odd = { ...failed("a1"), actor: "\u202eann\n\u001b[31m", approver: "\u0000", reason: "x".repeat(2000) };
    const { latest } = read(recordText(aRecord(odd)));
    expect([latest.actor, latest.approver, latest.reason]).toEqual(["ann [31m", "unknown", "x".repeat(1000)]);
  });

  it("can be read again when a reason is cut in the middle of a character", () => {
    const reason = `${"x".repeat(999)}😀`;
    expect(read(recordText(aRecord({ ...failed("a1"), reason }))).latest.reason).toBe("x".repeat(999));
  });
});

describe("a text that is no record", () => {
  const sound = JSON.parse(recordText(aRecord(anAttempt("a1"), [anAttempt("a1")]))) as Record<string, unknown>;
  const latest = sound.latest as Record<string, unknown>;
  const damaged = (more: object) => JSON.stringify({ ...sound, ...more });
  it.each([
    ["is empty", ""],
    ["is a page", "<!doctype html><title>502</title>"],
    ["is cut off", JSON.stringify(sound).slice(0, -9)],
    ["is no object", "[]"],
    ["is of another format", damaged({ format: 2 })],
    ["has a control character in who asked", damaged({ latest: { ...latest, actor: "ann\u001b[2J" } })],
    ["has a line break in a reason", damaged({ latest: { ...latest, reason: "a\u2028b" } })],
    ["has a commit that is none", damaged({ latest: { ...latest, version: { commit: commit("a1").slice(1) } } })],
    ["has no settings", damaged({ latest: { ...latest, settings: {} } })],
    ["has a time that is none", damaged({ latest: { ...latest, startedAt: "yesterday" } })],
    ["ended, and does not say when", damaged({ latest: { ...latest, finishedAt: undefined } })],
    ["runs, and says when it ended", damaged({ latest: { ...latest, status: "in_progress" } })],
    ["counts a failure as a success", damaged({ good: [{ ...latest, status: "failed" }] })],
    ["comes from somewhere unknown", damaged({ latest: { ...latest, from: { kind: "elsewhere" } } })],
    ["is of another site", damaged({ site: "other.qro.equipweb.biz" })],
    ["is of another stage", damaged({ stage: "rc" })],
  ])("as it %s is refused, by its key", (_, text) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        name: "RecordError",
        message: `the record ${KEY} is damaged, or was written by another version of this command. Put back an earlier version of it that is whole; the bucket of the stage keeps them. Where none is, remove it: the next promotion begins a new one, which knows no version to go back to.`,
      }),
    );
  });

  it("as it should be is one", () => {
    expect(read(JSON.stringify(sound))).toEqual(aRecord(anAttempt("a1"), [anAttempt("a1")]));
  });
});
