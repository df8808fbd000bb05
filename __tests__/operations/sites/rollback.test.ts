import type { Attempt, PromotionRecord } from "../../../operations/promotion/record";
import type { SiteSettings } from "../../../operations/sites/entry";
import { commitProblem, rollbackTarget, rolledBackTwice } from "../../../operations/sites/rollback";

const HOST = "amazingcafe.qro.equipweb.biz";
const attempt = (letter: string, apiUrl = "https://s2.equipweb.biz/A", tail = letter): Attempt<SiteSettings> => ({
  id: `${letter}${tail}`,
  status: "succeeded",
  version: {
    type: "sha",
    name: letter.repeat(39) + tail,
    commit: letter.repeat(39) + tail,
    branch: "main",
    digest: letter.toUpperCase() === letter ? letter.repeat(64) : `${letter}0`.repeat(32),
  },
  settings: { apiUrl },
  from: { kind: "branch", branch: "main" },
  actor: "ann",
  startedAt: "2026-03-02T09:00:00Z",
  finishedAt: "2026-03-02T09:01:00Z",
});
const record = (...good: readonly Attempt<SiteSettings>[]): PromotionRecord<SiteSettings> => ({
  ...{ format: 1, application: "qro", stage: "client", site: HOST, good },
  latest: good[0] ?? attempt("a"),
});
const serving = ({ version: { digest, commit }, settings }: Attempt<SiteSettings>) => ({ digest, commit, settings });
const [A, B, C] = [attempt("a"), attempt("b"), attempt("c")];

describe("a roll-back", () => {
  it.each<
    [
      string,
      PromotionRecord<SiteSettings>,
      Attempt<SiteSettings> | undefined,
      string | undefined,
      Attempt<SiteSettings>,
    ]
  >([
    ["what it had before", record(C, B, A), C, undefined, B],
    ["what it had last, where somebody switched it by hand", record(C, B, A), attempt("d"), undefined, C],
    ["what it had last, where it serves nothing", record(C, B), undefined, undefined, C],
    ["what it had last, where a killed promotion had switched it", record(B, A), C, undefined, B],
    [
      "the same version with the settings that it had",
      record(attempt("b", "https://b/"), B),
      attempt("b", "https://b/"),
      undefined,
      B,
    ],
    ["what it was rolled back from", record(A, B, A), A, undefined, B],
    ["one by its commit", record(C, B, A), C, "aaaaaaa", A],
    ["one by its whole commit", record(C, B, A), C, "a".repeat(40), A],
    ["one by its release", record(C, B, A), C, "b0b0b0b", B],
    ["the newest of a commit", record(C, attempt("a", "https://b/"), A), C, "aaaaaaa", attempt("a", "https://b/")],
  ])("gives %s", (_, known, now, to, expected) => {
    expect(rollbackTarget(known, now && serving(now), to)).toEqual(expected);
  });

  it.each<[string, PromotionRecord<SiteSettings>, Attempt<SiteSettings>, string | undefined, string]>([
    [
      "before which there is nothing",
      record(A),
      A,
      undefined,
      `${HOST} has no version before the one that it serves, so there is nothing to roll back to.`,
    ],
    [
      "of which none succeeded",
      record(),
      A,
      undefined,
      `${HOST} has no version before the one that it serves, so there is nothing to roll back to.`,
    ],
    [
      "to what it never had",
      record(B, A),
      B,
      "ddddddd",
      `${HOST} never had ddddddd with success, or serves it now. \`infra releases\` lists what it had.`,
    ],
    [
      "to what it serves",
      record(B, A),
      B,
      "bbbbbbb",
      `${HOST} never had bbbbbbb with success, or serves it now. \`infra releases\` lists what it had.`,
    ],
    [
      "to what may be two",
      record(C, B, attempt("b", "https://b/", "e")),
      C,
      "bbbbbbb",
      `bbbbbbb means ${B.version.commit} and ${"b".repeat(39)}e. Use more characters.`,
    ],
    [
      "to too little",
      record(B, A),
      B,
      "aaaaaa",
      '--to is "aaaaaa": use the first seven characters, or more, of a commit or a release.',
    ],
    [
      "to what is no commit",
      record(B, A),
      B,
      "main\u001b[2J",
      '--to is "main\ufffd[2J": use the first seven characters, or more, of a commit or a release.',
    ],
  ])("is refused %s", (_, known, now, to, message) => {
    expect(() => rollbackTarget(known, serving(now), to)).toThrow(message);
  });
});

it("a second roll-back is told that it takes the first one back", () => {
  const back: Attempt<SiteSettings> = { ...A, from: { kind: "rollback" } };
  expect([rolledBackTwice(record(back, B, A)), rolledBackTwice(record(B, A)), rolledBackTwice(record())]).toEqual([
    `${HOST} was rolled back before: without --to, this takes that back. To go further back, name the commit with --to.`,
    undefined,
    undefined,
  ]);
});

it("a commit that is none is shown so that it does nothing at a terminal", () => {
  expect(commitProblem("\u009b31m\u202e")).toBe(
    '--to is "\ufffd31m\ufffd": use the first seven characters, or more, of a commit or a release.',
  );
});
