import { changeOf } from "../../../operations/versions/commit-message";
import { releaseNotes } from "../../../operations/versions/release-notes";

const page = "https://github.com/equipweb/portal";
const sha = (n: number): string => n.toString(16).padStart(40, "a");
const notes = (
  messages: readonly string[],
  { previous }: { readonly previous?: string } = { previous: "v1.3.0" },
): string =>
  releaseNotes({
    page,
    tag: "v1.4.0",
    previous,
    commits: messages.map((message, index) => ({ commit: sha(index), message, isMerge: message.startsWith("Merge ") })),
  });

it("tell what was committed, in groups, each with its links, and merges not at all", () => {
  expect(
    notes([
      "Merge pull request #9",
      "docs: say it",
      "fix(api): mend",
      "feat: a menu (#12)",
      "feat!: another",
      "revert: it",
    ]),
  ).toBe(
    [
      "### Breaking changes",
      "",
      `- <code>another</code> ([aaaaaaa](${page}/commit/${sha(4)}))`,
      "",
      "### New",
      "",
      `- <code>a menu</code> ([#12](${page}/pull/12), [aaaaaaa](${page}/commit/${sha(3)}))`,
      "",
      "### Fixed",
      "",
      `- <code>api</code>: <code>mend</code> ([aaaaaaa](${page}/commit/${sha(2)}))`,
      `- <code>it</code> ([aaaaaaa](${page}/commit/${sha(5)}))`,
      "",
      "### Everything else",
      "",
      `- <code>say it</code> ([aaaaaaa](${page}/commit/${sha(1)}))`,
      "",
      `[Everything since v1.3.0](${page}/compare/v1.3.0...v1.4.0).`,
    ].join("\n"),
  );
});

it("say of the first release that it is the first", () => {
  expect(notes(["feat: begin"], {}).split("\n").at(-1)).toBe("The first release.");
});

it.each([
  ["a mention", "feat: thank @equipweb/platform", "@equipweb"],
  ["a page", "fix: see https://evil.example/x", "https://evil"],
  ["HTML", "feat: <img src=x onerror=alert(1)>", "<img"],
  ["Markdown", "feat: [here](javascript:x) `code` **bold**", "[here]"],
  ["an end of a table", "feat: a | b", " | "],
  ["another heading", "feat: # heading", "# heading"],
  ["a colour of a terminal", "feat: \u001b[31mred", "\u001b"],
  ["a text that turns the line around", "feat: \u202egnp.exe", "\u202e"],
  ["a scope that is one", "feat(<b>): x", "<b>"],
])("let %s do nothing", (_, message, harmful) => {
  expect(notes([message])).not.toContain(harmful);
});

it("end before they are longer than GitHub takes, and say how many changes more there are", () => {
  const text = notes(Array.from({ length: 2000 }, (_, index) => `fix: ${"long ".repeat(20)}${index}`));
  expect(text.length).toBeLessThan(125_000);
  expect(text).toMatch(/\nAnd [\d,]+ more\.|\nAnd [\d,]+ changes more\./);
  expect(text).toContain("Everything since v1.3.0");
});

it.each([
  ["feat(web)!: a menu (#12)", { type: "feat", scope: "web", isBreaking: true, text: "a menu", pullRequest: 12 }],
  ["A menu (#12)", { type: undefined, scope: undefined, isBreaking: false, text: "A menu", pullRequest: 12 }],
  ["fix: see #12", { type: "fix", scope: undefined, isBreaking: false, text: "see #12", pullRequest: undefined }],
  ["", { type: undefined, scope: undefined, isBreaking: false, text: "", pullRequest: undefined }],
  [
    "https://example.com: gone",
    { type: undefined, scope: undefined, isBreaking: false, text: "https://example.com: gone", pullRequest: undefined },
  ],
  [
    "fix: a\r\n\r\nBREAKING CHANGE: b",
    { type: "fix", scope: undefined, isBreaking: true, text: "a", pullRequest: undefined },
  ],
])("reads %j", (message, change) => {
  expect(changeOf(message)).toEqual(change);
});
