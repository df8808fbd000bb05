import { applyPatch } from "diff";
import fc from "fast-check";
import { textDiff } from "../../../../operations/report/attributes/text-diff";

describe("textDiff of lines", () => {
  const numbered = (change: (line: number) => string) =>
    Array.from({ length: 30 }, (_, line) => change(line + 1)).join("\n");

  it("gives the lines that differ, with two around them, and where they stand", () => {
    const before = numbered((line) => `line ${line}`);
    const after = numbered((line) => (line === 10 ? "new\nand more" : line === 25 ? "other" : `line ${line}`));
    expect(textDiff(before, after)).toEqual({
      kind: "lines",
      hunks: [
        {
          beforeLine: 8,
          afterLine: 8,
          lines: [
            { sign: " ", text: "line 8" },
            { sign: " ", text: "line 9" },
            { sign: "-", text: "line 10" },
            { sign: "+", text: "new" },
            { sign: "+", text: "and more" },
            { sign: " ", text: "line 11" },
            { sign: " ", text: "line 12" },
          ],
        },
        {
          beforeLine: 23,
          afterLine: 24,
          lines: [
            { sign: " ", text: "line 23" },
            { sign: " ", text: "line 24" },
            { sign: "-", text: "line 25" },
            { sign: "+", text: "other" },
            { sign: " ", text: "line 26" },
            { sign: " ", text: "line 27" },
          ],
        },
      ],
    });
  });

  it("says where a line break is missing at the end", () => {
    expect(textDiff("a\nb\n", "a\nb")).toEqual({
      kind: "lines",
      hunks: [
        {
          beforeLine: 1,
          afterLine: 1,
          lines: [
            { sign: " ", text: "a" },
            { sign: "-", text: "b" },
            { sign: "+", text: "b" },
            { sign: "\\", text: "" },
          ],
        },
      ],
    });
  });

  it("leads from one text to the other", () => {
    const lines = fc
      .array(fc.constantFrom("a", "b", "c", "", "-", "+d", "\\"), { maxLength: 30 })
      .map((all) => all.join("\n"));
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const diff = textDiff(before, after);
        fc.pre(diff?.kind === "lines");
        if (diff?.kind !== "lines") return;
        const count = (texts: (typeof diff.hunks)[number]["lines"], sign: string) =>
          texts.filter((line) => line.sign === " " || line.sign === sign).length;
        const hunks = diff.hunks.map(({ beforeLine, afterLine, lines: texts }) => ({
          oldStart: beforeLine,
          newStart: afterLine,
          oldLines: count(texts, "-"),
          newLines: count(texts, "+"),
          lines: texts.map(({ sign, text }) => (sign === "\\" ? "\\ No newline at end of file" : sign + text)),
        }));
        const patch = { oldFileName: "", newFileName: "", oldHeader: "", newHeader: "", index: "", hunks };
        expect(applyPatch(before, patch)).toBe(after);
      }),
    );
  });

  it("gives up on texts of which too much differs, however long they are", () => {
    const long = (line: string) => Array.from({ length: 200_000 }, (_, index) => `${line} ${index}`).join("\n");
    expect(textDiff(long("a"), long("b"))).toBeUndefined();
    expect(textDiff(`${long("a")}\n`.repeat(5), long("b"))).toBeUndefined();
    const last = `${long("a")}\nx`;
    expect(textDiff(last, `${long("a")}\ny`)).toMatchObject({ hunks: [{ beforeLine: 199_999 }] });
  });
});

describe("textDiff of one line", () => {
  it("gives the part that differs, with some around it", () => {
    const [lead, tail] = ["l".repeat(50), "t".repeat(50)];
    expect(textDiff(`${lead}old${tail}`, `${lead}newer${tail}`)).toEqual({
      kind: "part",
      lead: "l".repeat(40),
      before: "old",
      after: "newer",
      tail: "t".repeat(40),
      isCut: { lead: true, tail: true },
    });
    expect(textDiff("ab", "b")).toEqual({
      kind: "part",
      lead: "",
      before: "a",
      after: "",
      tail: "b",
      isCut: { lead: false, tail: false },
    });
  });

  it("does not count twice what repeats", () => {
    expect(textDiff("aa", "aaa")).toMatchObject({ lead: "aa", before: "", after: "a", tail: "" });
  });

  it("never cuts a code point in two, and puts both texts together again", () => {
    const texts = fc.array(fc.constantFrom("a", "😀", "😁", "𝒳", "é"), { maxLength: 8 }).map((all) => all.join(""));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const diff = textDiff(before, after);
        if (before === after) {
          expect(diff).toBeUndefined();
          return;
        }
        if (diff?.kind !== "part") throw new Error("no part");
        expect(diff.lead + diff.before + diff.tail).toBe(before);
        expect(diff.lead + diff.after + diff.tail).toBe(after);
        for (const part of [diff.lead, diff.before, diff.after, diff.tail]) expect(part).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });

  it("takes a line of megabytes", () => {
    const long = "x".repeat(5_000_000);
    expect(textDiff(`${long}a${long}`, `${long}b${long}`)).toMatchObject({ before: "a", after: "b" });
  });
});
