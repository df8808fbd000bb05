import { nextVersion, type ReleaseCommit, stepOf, type Tag } from "../../../operations/versions/next-version";
import { parseVersion, tagOf, versionOfTag } from "../../../operations/versions/version";

const tags = (...names: readonly string[]): readonly Tag[] =>
  names.map((name, index) => ({ name, commit: String(index).repeat(40) }));
const commits = (...messages: readonly string[]): readonly ReleaseCommit[] =>
  messages.map((message, index) => ({ commit: index.toString(16).padStart(40, "0"), message, isMerge: false }));
const next = (names: readonly string[], messages: readonly string[]): string =>
  tagOf(nextVersion(tags(...names), commits(...messages)));

describe("the next version", () => {
  it.each<[string, readonly string[], readonly string[], string]>([
    ["is 1.0.0 where there was none, as it goes to production", [], ["feat: begin"], "v1.0.0"],
    ["is 1.0.0 whatever the first commits say", [], ["feat!: begin", "fix: x"], "v1.0.0"],
    ["is a patch of what mends", ["v1.4.2"], ["fix: menu"], "v1.4.3"],
    ["is a patch of what says nothing", ["v1.4.2"], ["Mend the menu"], "v1.4.3"],
    ["is minor of a feature, and begins the patches anew", ["v1.4.2"], ["fix: a", "feat: b", "chore: c"], "v1.5.0"],
    ["is minor of a feature with a scope", ["v1.4.2"], ["feat(web): b"], "v1.5.0"],
    ["is minor of a feature in capitals", ["v1.4.2"], ["Feat: b"], "v1.5.0"],
    ["is a patch of a word that only begins alike", ["v1.4.2"], ["feature: b", "feat b", "feat:b"], "v1.4.3"],
    ["is major of a mark", ["v1.4.2"], ["feat: a", "fix!: b"], "v2.0.0"],
    ["is major of a mark after a scope", ["v1.4.2"], ["refactor(api)!: b"], "v2.0.0"],
    ["is major of a footer", ["v1.4.2"], ["fix: a\n\nWhy.\n\nBREAKING CHANGE: no more v1"], "v2.0.0"],
    ["is major of a footer with a hyphen", ["v1.4.2"], ["fix: a\n\nBREAKING-CHANGE: no more v1"], "v2.0.0"],
    ["is a patch of a footer in small letters", ["v1.4.2"], ["fix: a\n\nbreaking change: none"], "v1.4.3"],
    ["is a patch of a footer in the middle of a line", ["v1.4.2"], ["fix: a\n\nno BREAKING CHANGE: none"], "v1.4.3"],
    ["is minor of what breaks something below 1.0.0", ["v0.4.2"], ["feat!: a"], "v0.5.0"],
    ["is minor of a feature below 1.0.0", ["v0.4.2"], ["feat: a"], "v0.5.0"],
    ["is a patch below 1.0.0", ["v0.4.2"], ["fix: a"], "v0.4.3"],
    ["compares numbers, not texts", ["v1.9.0", "v1.10.0", "v1.2.0"], ["feat: a"], "v1.11.0"],
    ["compares the last number, too", ["v1.0.9", "v1.0.10"], ["fix: a"], "v1.0.11"],
    [
      "passes over tags that are no versions",
      ["v1.4", "1.9.0", "v2", "release-3", "v1.4.0+b", "v01.5.0", "v1.4.0"],
      ["fix: a"],
      "v1.4.1",
    ],
    ["passes over a pre-release below it", ["v1.4.0", "v1.4.0-rc.1"], ["fix: a"], "v1.4.1"],
    ["is what a pre-release announced", ["v1.4.0", "v2.0.0-rc.1", "v2.0.0-rc.2"], ["fix: a"], "v2.0.0"],
    ["is above what a pre-release announced where it has to be", ["v1.4.0", "v1.5.0-rc.1"], ["fix!: a"], "v2.0.0"],
    ["is the first one that a pre-release announced", ["v0.1.0-beta.1"], ["feat: a"], "v0.1.0"],
  ])("%s", (_, names, messages, expected) => {
    expect(next(names, messages)).toBe(expected);
    expect(next([...names].reverse(), [...messages].reverse())).toBe(expected);
  });

  it("asks nothing of a merge: its commits are listed themselves", () => {
    const [merge, fix] = commits("feat!: merge it all", "fix: a");
    expect(stepOf([{ ...(merge as ReleaseCommit), isMerge: true }, fix as ReleaseCommit])).toBe("patch");
  });
});

it.each(["1.4.0", "0.0.0", "10.20.30", "1.0.0-alpha.1", "1.0.0-0.3.7", "1.0.0-x-y.z", "1.0.0--"])(
  "%s is a version",
  (text) => {
    const version = parseVersion(text);
    expect(version && tagOf(version)).toBe(`v${text}`);
  },
);

it.each([
  "",
  "1",
  "1.2",
  "01.2.3",
  "1.2.3-",
  "1.2.3-01",
  "1.2.3+x",
  "1.2.3\n",
  " 1.2.3",
  "1.2.3-ü",
  "9999999999.0.0",
  "v1.2.3",
])("%j is none", (text) => {
  expect(parseVersion(text)).toBeUndefined();
  expect(versionOfTag(`v${text}`)).toBeUndefined();
});
