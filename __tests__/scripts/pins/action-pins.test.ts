import { type ActionPin, commitIn, completed, pinsText } from "../../../scripts/pins/action-pins";

const TAG = "a".repeat(40);
const COMMIT = "b".repeat(40);
const ANNOTATED = `${TAG}\trefs/tags/v1.2.3\n${COMMIT}\trefs/tags/v1.2.3^{}\n`;
const pin: ActionPin = { action: "some/action", version: "v1.2.3", commit: null };

describe("the commit of a tag", () => {
  it.each([
    ["that points at a commit", `${COMMIT}\trefs/tags/v1.2.3\n`, COMMIT],
    ["that is an object of its own", ANNOTATED, COMMIT],
    ["of another version", `${COMMIT}\trefs/tags/v1.2.30\n`, undefined],
    ["that is not there", "", undefined],
    ["that is no commit", "oops\trefs/tags/v1.2.3\n", undefined],
  ])("%s", (_, printed, commit) => {
    expect(commitIn(printed, "v1.2.3")).toBe(commit);
  });
});

describe("pins", () => {
  it("get the commit that they lack", () => {
    expect(completed([pin], () => ANNOTATED)).toEqual([{ ...pin, commit: COMMIT }]);
  });

  it("stay as they are when that is what the tag is", () => {
    const known = { ...pin, commit: COMMIT };
    expect(completed([known], () => ANNOTATED)).toEqual([known]);
  });

  it("of a tag that somebody moved are an alarm", () => {
    expect(() => completed([{ ...pin, commit: TAG }], () => ANNOTATED)).toThrow(
      `the tag v1.2.3 of some/action is ${COMMIT} now, not ${TAG}. Find out who moved it, and why, before you pin anything.`,
    );
  });

  it("of a version that there is not are a mistake", () => {
    expect(() => completed([pin], () => "")).toThrow("some/action has no tag v1.2.3.");
  });

  it("are written by name", () => {
    const another = { action: "another/action", version: "v1.0.0", commit: COMMIT };
    expect(pinsText([pin, another])).toBe(`${JSON.stringify([another, pin], null, 2)}\n`);
  });
});
