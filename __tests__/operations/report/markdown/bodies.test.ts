import { toMarkdown } from "../../../../operations/report/markdown/to-markdown";
import type { ResourceChange } from "../../../../operations/report/report";
import { reportOf } from "../../../../operations/report/report-of";
import { aPlan, fencedLines, firstOf, planned, reportOfPlan, resource } from "../support";

const linesOf = (...resources: readonly object[]) =>
  fencedLines(toMarkdown(reportOfPlan(aPlan({ resource_changes: resources }))));

const update = (address: string, before: object, after: object, change: object = {}) =>
  resource(address, ["update"], { before, after, ...change });

/** The lines about one change, made by hand. */
function linesOfChange(change: Partial<ResourceChange>): readonly string[] {
  const report = reportOfPlan(aPlan({ resource_changes: [update("a.b", { x: 1 }, { x: 2 })] }));
  const stack = firstOf(report);
  const changes = stack.content?.changes.map((each) => ({ ...each, ...change })) ?? [];
  return fencedLines(
    toMarkdown({ stacks: stack.content ? [{ ...stack, content: { ...stack.content, changes } }] : [] }),
  );
}

const value = (of: unknown) => ({ kind: "value", value: of }) as const;
const leaf = { before: value(1), after: value(2), forcesReplacement: false };

describe("an attribute", () => {
  it("of several lines is shown by the lines that differ", () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    const changed = lines.map((line) => (line === "line 9" ? "line nine" : line === "line 25" ? "line\t25" : line));
    expect(linesOf(update("a.b", { script: lines.join("\n") }, { script: changed.join("\n") }))).toEqual([
      "! a.b",
      "    script:",
      "        … 7 lines unchanged",
      "        line 7",
      "        line 8",
      "-       line 9",
      "+       line nine",
      "        line 10",
      "        line 11",
      "        … 11 lines unchanged",
      "        line 23",
      "        line 24",
      "-       line 25",
      "+       line    25",
      "        line 26",
      "        line 27",
    ]);
  });

  it.each([
    ["a carriage return", ["one", "two\r", "three"], ["one", "two", "three"], ["-       two\\r", "+       two"]],
    [
      "blanks at an end",
      ["one", "two", "three"],
      ["one", "two \t ", "three"],
      ["-       two", "+       two\\u0020\\t\\u0020"],
    ],
    ["a tab", ["one", "    two", "three"], ["one", "\ttwo", "three"], ["-           two", "+       \\ttwo"]],
  ])("of which nothing but %s differs shows it", (_, before, after, differing) => {
    expect(linesOf(update("a.b", { script: before.join("\n") }, { script: after.join("\n") }))).toEqual([
      "! a.b",
      "    script:",
      "        one",
      ...differing,
      "        three",
      "        # without a line break at its end",
    ]);
  });

  it("of many lines that differ is cut, and what is cut is counted", () => {
    const text = (word: string) => Array.from({ length: 60 }, (_, index) => `${word} ${index}`).join("\n");
    const lines = linesOf(update("a.b", { script: text("old") }, { script: text("new") }));
    expect(lines.length).toBe(43);
    expect(lines.at(-1)).toMatch(/^ {8}… \d+ more lines of the comparison$/);
  });

  it("that gains or loses items of a list shows them as such", () => {
    expect(linesOf(update("a.b", { cidrs: ["a", "b"] }, { cidrs: ["b", "c"] }))).toEqual([
      "! a.b",
      '-   cidrs[]: "a"',
      '+   cidrs[]: "c"',
    ]);
  });

  it("that only looks different says how", () => {
    const attributes = [
      { ...leaf, path: "a", only: "marking" },
      { ...leaf, path: "b", only: "formatting" },
      { ...leaf, path: "c", only: "order" },
      { ...leaf, path: "d" },
    ] as const;
    expect(linesOfChange({ attributes })).toEqual([
      "! a.b",
      "    a: (sensitive)  # only the marking as sensitive changes",
      "    d: 1 → 2",
      "    b: # only the formatting changes",
      "    c: # only the order changes",
    ]);
  });

  it("that is known later shares a line with others, and says where it comes from", () => {
    const absent = { kind: "absent" } as const;
    const later = (path: string, ...from: readonly string[]) => ({
      path,
      before: absent,
      after: { kind: "unknown", ...(from.length > 0 && { from }) } as const,
      forcesReplacement: false,
    });
    const attributes = [
      later("vpc", "aws_vpc.main.id"),
      later("arn"),
      later("id"),
      later("sub", "a.b.c", "d", "e", "f"),
    ];
    expect(linesOfChange({ attributes, action: "create" })).toEqual([
      "+ a.b",
      "    known after apply: arn, id; vpc from aws_vpc.main.id; sub from a.b.c, d, e and 1 more",
    ]);
    const many = Array.from({ length: 12 }, (_, index) => later(`a_rather_long_name_${index}`));
    const wrapped = linesOfChange({ attributes: many, action: "create" });
    expect(wrapped.map((line) => line.length <= 110)).toEqual(wrapped.map(() => true));
    expect(wrapped.length).toBe(5);
  });

  it("of an update that is known later alone may not change", () => {
    expect(linesOf(update("a.b", { x: 1 }, {}, { after_unknown: { x: true } }))).toEqual([
      "! a.b",
      "    # may not change: all that differs is known after apply",
      "    x: 1 → (known after apply)",
    ]);
  });

  it("that looks like a secret is hidden, and says why", () => {
    const attributes = [
      { ...leaf, path: "x", before: { kind: "absent" }, after: { kind: "sensitive", suspected: true } },
    ] as const;
    expect(linesOfChange({ attributes })).toEqual(["! a.b", "+   x: (hidden: it looks like a secret)"]);
  });

  it("that only repeats another one is named, not shown", () => {
    const tags = (version: string) => ({ name: version, tags: { V: version }, tags_all: { V: version } });
    expect(linesOf(update("a.b", tags("1"), tags("2")))).toEqual([
      "! a.b",
      '    name: "1" → "2"',
      '    tags.V: "1" → "2"',
      "    # the same in tags_all",
    ]);
  });
});

describe("changes that are alike", () => {
  it("are shown once, with all their addresses", () => {
    const alike = [0, 1, 2].map((index) => update(`a.b[${index}]`, { size: 1 }, { size: 2 }));
    expect(linesOf(...alike, update("a.c", { size: 1 }, { size: 3 }))).toEqual([
      "! a.b[0]",
      "! a.b[1]",
      "! a.b[2]",
      "    # the same for these 3",
      "    size: 1 → 2",
      "! a.c",
      "    size: 1 → 3",
    ]);
  });

  it("are folded when they are noise, a line for each group, and counted", () => {
    const noise = [0, 1].map((index) => update(`a.b[${index}]`, { tags: { V: "1" } }, { tags: { V: "2" } }));
    const other = update("a.d", { description: "x" }, { description: "y" });
    const text = toMarkdown(
      reportOfPlan(aPlan({ resource_changes: [...noise, other, update("a.c", { size: 1 }, { size: 3 })] })),
    );
    expect(text).toContain(
      "**Updated** (1) of 4\n\n```diff\n! a.c\n    size: 1 → 3\n```\n\n<details><summary>Updated: 3 resources differ only in tags, descriptions or formatting</summary>\n\n",
    );
    expect(fencedLines(text).slice(2)).toEqual([
      '! 2 resources: tags.V: "1" → "2"',
      "! a.b[0]",
      "! a.b[1]",
      '! 1 resource: description: "x" → "y"',
      "! a.d",
    ]);
  });

  const big = (id: string, version: string) =>
    planned(
      id,
      aPlan({
        resource_changes: [
          update("a.b", { x: "1", y: "1", z: "1" }, { x: version, y: version, z: version }),
          update("a.own", { x: id }, { x: `${id}!` }),
        ],
      }),
    );

  it("are shown once for several stacks, and each stack points there", () => {
    const text = toMarkdown(reportOf([big("dev-a", "2"), big("dev-b", "2"), big("dev-c", "3")]));
    expect(text).toContain("<summary>The same in several stacks: 1 change, each of several resources</summary>");
    expect(fencedLines(text)).toEqual([
      "! dev-a: a.b",
      "! dev-b: a.b",
      "    # the same for these 2",
      ...["x", "y", "z"].map((path) => `    ${path}: "1" → "2"`),
      ...["dev-a", "dev-b"].flatMap((id) => [
        "! a.b",
        "    # its attributes stand above, under what is the same in several stacks",
        "! a.own",
        `    x: "${id}" → "${id}!"`,
      ]),
      "! a.b",
      ...["x", "y", "z"].map((path) => `    ${path}: "1" → "3"`),
      "! a.own",
      '    x: "dev-c" → "dev-c!"',
    ]);
  });

  it("stand with each stack when there is no room to show them once", () => {
    const long = (id: string) =>
      planned(
        id,
        aPlan({
          resource_changes: Array.from({ length: 40 }, (_, index) =>
            update(`a.b${index}`, { x: 0, y: 0, z: 0 }, { x: index, y: index, z: index }),
          ).slice(1),
        }),
      );
    const text = toMarkdown(reportOf([long("dev-a"), long("dev-b")]), { budget: 7_000 });
    expect(text).not.toContain("several stacks");
  });
});
