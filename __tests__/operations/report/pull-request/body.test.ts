import fc from "fast-check";
import { DEFAULT_BUDGET, toMarkdown } from "../../../../operations/report/markdown/to-markdown";
import {
  BEGIN,
  END,
  isSameText,
  mergeIntoBody,
  roomIn,
  sectionIn,
} from "../../../../operations/report/pull-request/body";
import { codePointsIn } from "../../../../operations/report/wording/code-points";
import { reportOfPlan } from "../support";

const SECTION = "## Plan: no changes in 1 stack\n";
const WHOLE = `${BEGIN}\n## Plan: no changes in 1 stack\n\n${END}`;

/** The merged body; fails the test when it was refused. */
function merged(body: string, section = SECTION): string {
  const result = mergeIntoBody(body, section);
  if ("error" in result) throw new Error(result.error);
  return result.body;
}

const errorOf = (body: string, section = SECTION): string | undefined => {
  const result = mergeIntoBody(body, section);
  return "error" in result ? result.error : undefined;
};

const DO = "Delete all lines with these marks, and what stands between them; the next report then goes to the end.";

describe("mergeIntoBody", () => {
  it("appends to what the author wrote", () => {
    expect(merged("Adds a queue.")).toBe(`Adds a queue.\n\n${WHOLE}`);
  });

  it("is all of an empty body", () => {
    expect(merged("")).toBe(WHOLE);
  });

  it("replaces what stands between the marks, and nothing else", () => {
    expect(merged(`Before.\n\n${BEGIN}\nold\n\n- old\n${END}\n\nAfter.`)).toBe(`Before.\n\n${WHOLE}\n\nAfter.`);
  });

  it("takes marks in lines that end as on Windows, or with blanks", () => {
    expect(merged(`Before.\r\n${BEGIN} \t\r\nold\r\n${END}\r\nAfter.\r\n`)).toBe(`Before.\r\n${WHOLE}\r\nAfter.\r\n`);
  });

  it("takes marks between which there is nothing", () => {
    expect(merged(`${BEGIN}\n${END}`)).toBe(WHOLE);
  });

  it("keeps every byte of the author, and does the same when done again", () => {
    const prose = fc
      .array(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.constantFrom("\r\n", "\n", "  ", "<!-- note -->", "```", "😀", "$&", "$1", "$'"),
        ),
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(prose, prose, fc.string(), (before, after, section) => {
        fc.pre(errorOf(before) === undefined && errorOf(`${before}\n${BEGIN}\n${END}\n${after}`) === undefined);
        const appended = merged(before, section);
        expect(appended.startsWith(before)).toBe(true);
        expect(merged(appended, section)).toBe(appended);

        const around = merged(`${before}\n${BEGIN}\nold\n${END}\n${after}`, section);
        expect(around.startsWith(`${before}\n${BEGIN}\n`)).toBe(true);
        expect(around.endsWith(`\n${END}\n${after}`)).toBe(true);
        expect(merged(around, section)).toBe(around);
        expect(merged(merged(around, "something else"), section)).toBe(around);
      }),
    );
  });

  it.each([
    ["no end", `a\n${BEGIN}\nb`, `it has ${BEGIN} on line 2`],
    ["no beginning", `a\n\n${END}\nb`, `it has ${END} on line 3`],
    [
      "two pairs",
      `${BEGIN}\n${END}\n${BEGIN}\n${END}`,
      `it has ${BEGIN} on line 1, ${END} on line 2, ${BEGIN} on line 3, ${END} on line 4`,
    ],
    ["two beginnings", `${BEGIN}\n${BEGIN}\n${END}`, `it has ${BEGIN} on line 1, ${BEGIN} on line 2, ${END} on line 3`],
    ["two ends", `${BEGIN}\n${END}\n${END}`, `it has ${BEGIN} on line 1, ${END} on line 2, ${END} on line 3`],
    ["the wrong order", `${END}\n${BEGIN}`, `it has ${END} on line 1, ${BEGIN} on line 2`],
  ])("refuses %s", (_, body, what) => {
    expect(errorOf(body)).toBe(
      `The pull request's description was not changed: ${what} instead of one ${BEGIN} and, after it, one ${END}. ${DO}`,
    );
  });

  it.each([
    ["a mark within a line", `See ${BEGIN}\nold\n${END}`, 1],
    ["a mark before other words", `a\n${BEGIN}\nold\n${END} b`, 4],
    ["an indented mark", `a\n    ${BEGIN}\nold\n${END}`, 2],
    ["a quoted mark", `> ${BEGIN}\n> old\n> ${END}`, 1],
    ["a mark in other spacing", `<!--infra:plan:begin-->\nold\n${END}`, 1],
    ["a mark in capitals", `${BEGIN}\nold\n<!-- INFRA:PLAN:END -->`, 3],
  ])("refuses %s", (_, body, line) => {
    expect(errorOf(body)).toBe(
      `The pull request's description was not changed: the mark on line ${line} is damaged, or does not stand alone on its line. ${DO}`,
    );
  });

  it.each([
    ["a block of code", "Before:\n\n```sh\nmake plan", "a block of code begins on its line 3"],
    ["a block of code in waves", "~~~\nmake plan\n```", "a block of code begins on its line 1"],
    ["a block of code that a longer one begins", "````\n```", "a block of code begins on its line 1"],
    ["a comment", "Adds a queue.\n\n<!-- do not forget:\nthe alarm", "a comment begins on its line 3"],
    ["a script", "a\n\n<script>\nlet x;\n\n", "a block of HTML begins on its line 3"],
    ["a fold", "a\n\n<details><summary>b</summary>\n\nc", "a `<details>` begins on its line 3"],
    ["a fold within a line", "a <details> b\n\n<details></details>", "a `<details>` begins on its line 1"],
  ])("refuses a body that leaves %s open: the plan would not be shown", (_, body, what) => {
    const message = `The pull request's description was not changed: ${what} and does not end, so the plan would not be shown. Close it; the next report then goes into the description.`;
    expect(errorOf(body)).toBe(message);
    expect(errorOf(`${body}\n\n${BEGIN}\nold\n${END}\n`)).toBe(message);
    expect(roomIn(body)).toBe(0);
  });

  it("refuses marks in an open block of HTML, which no blank line ends", () => {
    expect(errorOf(`<div>\n${BEGIN}\nold\n${END}`)).toContain("a block of HTML begins on its line 1");
  });

  it.each([
    ["a block of code that ends", "```sh\nmake plan\n```"],
    ["a block of code in an item, which ends with it", "- ```sh\n  make plan\n"],
    ["a block of code in a quotation, which ends with it", "> ```sh\n> make plan\n"],
    ["an indented block of code", "a\n\n    ```\n"],
    ["code within a line", "Use ``` or `<details>`."],
    ["a comment that ends", "<!-- a\n\nb --> c"],
    ["a comment that holds a fold", "<!-- <details> -->"],
    ["folds that end", "<details><summary>a</summary>\n\n<details>\nb</details>\n</details>"],
    ["a fold in a block of code", "```html\n<details>\n```"],
    ["an end without a beginning", "</details>"],
    ["a block of HTML, ended by a blank line", "<div>\na"],
    ["hostile quotations", `${">".repeat(30_000)}\n${"> ".repeat(5_000)}`],
    ["hostile lists and brackets", `${"- ".repeat(10_000)}\n\n${"[".repeat(20_000)}`],
  ])("takes a body with %s", (_, body) => {
    expect(errorOf(body)).toBeUndefined();
  });

  it("leaves a report that differs in its line ends alone: GitHub's editor changes them", () => {
    const edited = `a\r\n\r\n${WHOLE}`.replaceAll(/\r?\n/g, "\r\n");
    expect(merged(edited)).toBe(edited);
    expect(merged(edited, "another")).toBe(`a\r\n\r\n${BEGIN}\nanother\n\n${END}`);
  });

  it("refuses a report that holds a mark", () => {
    expect(errorOf("a", `x\n${END}\ny`)).toBe("The report itself holds one of the marks; nothing was written.");
  });

  it("refuses a body that GitHub would refuse, and counts code points", () => {
    const frame = codePointsIn(merged("", "")) + 2;
    expect(errorOf("😀".repeat(65_536 - frame), "")).toBeUndefined();
    expect(errorOf("😀".repeat(65_536 - frame + 1), "")).toBe(
      "With the report, the pull request's description would be 1 character longer than the 65,536 that GitHub takes. Shorten what stands outside of the marks, or make the report with a smaller budget.",
    );
  });
});

describe("roomIn", () => {
  it("is the default budget when the author left enough", () => {
    expect(roomIn("")).toBe(DEFAULT_BUDGET);
    expect(roomIn("a".repeat(5000))).toBe(DEFAULT_BUDGET);
  });

  it("does not count the report that will be replaced", () => {
    expect(roomIn(`a\n${BEGIN}\n${"x".repeat(60_000)}\n${END}`)).toBe(DEFAULT_BUDGET);
  });

  it("is what the author left, to the last character", () => {
    fc.assert(
      fc.property(fc.integer({ min: 5500, max: 65_000 }), fc.boolean(), (length, isReplaced) => {
        const body = "😀".repeat(length) + (isReplaced ? `\n${BEGIN}\nold\n${END}\n` : "");
        const room = roomIn(body);
        expect(room).toBeLessThan(DEFAULT_BUDGET);
        expect(errorOf(body, "x".repeat(room))).toBeUndefined();
        expect(errorOf(body, "x".repeat(room + 1))).toContain("1 character longer");
      }),
      { numRuns: 20 },
    );
  });

  it("is nothing when the author left nothing, or the marks are damaged", () => {
    expect(roomIn("a".repeat(65_536))).toBe(0);
    expect(roomIn(BEGIN)).toBe(0);
  });

  it("makes a report fit", () => {
    const body = "a".repeat(64_000);
    const text = toMarkdown(reportOfPlan("every-change"), { budget: roomIn(body) });
    expect(codePointsIn(merged(body, text))).toBeLessThanOrEqual(65_536);
  });
});

describe("sectionIn", () => {
  it.each([
    ["in our own line ends", `a\n${BEGIN}\nold\n\n- x\n${END}\nb`, "old\n\n- x"],
    ["in those of GitHub's editor", `a\r\n${BEGIN}\r\nold\r\n${END}\r\n`, "old"],
    ["with nothing in it", `${BEGIN}\n${END}`, ""],
    ["of a body without marks", "a", undefined],
    ["of a body with damaged marks", `${BEGIN}\n${BEGIN}\n${END}`, undefined],
    ["of a body with a mark in a line", `a ${BEGIN}\n${END}`, undefined],
  ])("is what stands between the marks, %s", (_, body, section) => {
    expect(sectionIn(body)).toBe(section);
  });
});

describe("isSameText", () => {
  it.each([
    ["a\nb", "a\r\nb", true],
    ["a\r\nb\n", "a\nb\r\n", true],
    ["a\nb", "a\n\nb", false],
    ["a\rb", "a\nb", false],
  ])("of %j and %j", (one, other, same) => {
    expect(isSameText(one, other)).toBe(same);
  });
});
