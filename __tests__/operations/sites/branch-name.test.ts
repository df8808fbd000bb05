import { spawnSync } from "node:child_process";
import { branchFault, isSameBranch } from "../../../operations/sites/branch-name";

const GOOD = [
  "main",
  "fix/order-total",
  "hotfix/2.1.0",
  "feature/JIRA-12_x",
  "dependabot/npm_and_yarn/vite-7.1.2",
  "ärger",
  "日本",
  "a@b",
  "@a",
  "a-",
  "a'b",
  'a"b',
  "$(reboot)",
  "a;b&c|d",
  "<b>",
  "#1",
  "a{b}",
  "HEAD/x",
  "head",
  "x".repeat(200),
];

const BAD: readonly (readonly [string, string])[] = [
  ["", "it is empty"],
  [" main", "it holds a space"],
  ["a\u00a0b", "it holds a space"],
  ["a\nb", "it holds a character that cannot be seen"],
  ["a\u0000b", "it holds a character that cannot be seen"],
  ["a\u007fb", "it holds a character that cannot be seen"],
  ["a\u001b[2Jb", "it holds a character that cannot be seen"],
  ["ma\u200bin", "it holds a character that cannot be seen"],
  ["a\u202eb", "it holds a character that cannot be seen"],
  ["a\u2028b", "it holds a character that cannot be seen"],
  ["a\ud800b", "it holds a character that cannot be seen"],
  ...["~", "^", ":", "?", "*", "[", "\\"].map((sign): [string, string] => [
    `a${sign}b`,
    "it holds one of ~ ^ : ? * [ \\",
  ]),
  ["a..b", "it holds two dots in a row"],
  ["..", "it holds two dots in a row"],
  ["a@{1}", "it holds @{"],
  ["@", "@ is short for HEAD"],
  ["HEAD", "HEAD is what is checked out, whatever that is"],
  ["-d", "it begins with -"],
  ["--force", "it begins with -"],
  ["/a", "it begins or ends with a slash, or has two in a row"],
  ["a/", "it begins or ends with a slash, or has two in a row"],
  ["a//b", "it begins or ends with a slash, or has two in a row"],
  [".a", "a part of it begins with a dot"],
  ["a/.b", "a part of it begins with a dot"],
  ["a.lock", "a part of it ends with .lock"],
  ["a.lock/b", "a part of it ends with .lock"],
  ["a.", "it ends with a dot"],
  ["refs/heads/main", "write the branch without refs/heads/"],
  ["a".repeat(40), "it reads as a commit"],
  ["A1".repeat(20), "it reads as a commit"],
  ["x".repeat(201), "it has more than 200 bytes"],
  ["ä".repeat(101), "it has more than 200 bytes"],
];

describe("the name of a branch", () => {
  it.each(GOOD)("may be %j", (name) => expect(branchFault(name)).toBeUndefined());
  it.each(BAD)("may not be %j: %s", (name, fault) => expect(branchFault(name)).toBe(fault));
});

describe("git itself", () => {
  /** Whether git would create the branch. It takes no NUL as an argument at all. */
  const takes = (name: string): boolean =>
    !name.includes("\0") && spawnSync("git", ["check-ref-format", "--branch", name]).status === 0;

  it("takes every name that is taken here", () => {
    expect(GOOD.filter((name) => !takes(name))).toEqual([]);
  });

  it("takes of those that are refused here the unseen, the ambiguous and the long alone", () => {
    const faults = BAD.filter(([name]) => !/[\ud800-\udfff]/.test(name) && takes(name)).map(([, fault]) => fault);
    expect([...new Set(faults)]).toEqual([
      "it holds a space",
      "it holds a character that cannot be seen",
      // Which it reads as HEAD.
      "@ is short for HEAD",
      "write the branch without refs/heads/",
      "it reads as a commit",
      "it has more than 200 bytes",
    ]);
  });

  it("agrees on every name of one or two characters that mean something to it", () => {
    const signs = ["a", ".", "/", "-", "@", "{", "~", ":", "[", "\\", " "];
    const names = signs.flatMap((a) => [a, ...signs.flatMap((b) => [a + b])]);
    expect(names.filter((name) => takes(name) !== (branchFault(name) === undefined))).toEqual(["@"]);
  });
});

describe("the branch main", () => {
  it.each([
    "main",
    "Main",
    "MAIN",
    " main",
    "main\n",
    "heads/main",
    "refs/heads/main",
    "Refs/Heads/Main",
    "origin/main",
    "remotes/origin/main",
    "refs/remotes/origin/MAIN",
    "upstream/main",
  ])("is meant by %j", (name) => expect(isSameBranch("main", name)).toBe(true));

  it.each(["mаin", "ｍａｉｎ", "ma\u200bin", "main2", "fix/main", "maın", "main/x", "domain", "master", ""])(
    "is not meant by %j",
    (name) => expect(isSameBranch("main", name)).toBe(false),
  );
});
