import type { Shown } from "../../../../operations/report/attributes/attribute-changes";
import { bothSides, valueText } from "../../../../operations/report/wording/values";

const value = (of: unknown): Shown => ({ kind: "value", value: of });
const both = (before: unknown, after: unknown) =>
  bothSides({ path: "a", before: value(before), after: value(after), forcesReplacement: false });

describe("valueText", () => {
  it.each<[Shown, string]>([
    [{ kind: "absent" }, "(absent)"],
    [{ kind: "unknown" }, "(known after apply)"],
    [{ kind: "unknown", from: ["aws_vpc.main.id"] }, "(known after apply, from aws_vpc.main.id)"],
    [{ kind: "unknown", from: ["a.b.c", "d", "e", "f", "g"] }, "(known after apply, from a.b.c, d, e and 2 more)"],
    [{ kind: "sensitive" }, "(sensitive)"],
    [{ kind: "sensitive", suspected: true }, "(hidden: it looks like a secret)"],
    [{ kind: "upstream", stack: "dev-network", output: "vpc" }, "(known after dev-network is applied)"],
    [value('a\nb"c'), '"a\\nb\\"c"'],
    [value(""), '""'],
    [value(0), "0"],
    [value(false), "false"],
    [value(null), "null"],
    [value([]), "[]"],
    [value({ a: [1, "b"] }), '{"a":[1,"b"]}'],
    [value("(sensitive)"), '"(sensitive)"'],
    [value("x".repeat(200)), `"${"x".repeat(200)}"`],
    [value("x".repeat(1234)), `"${"x".repeat(200)}"… (1,234 characters)`],
    [value("x".repeat(199) + "😀".repeat(2)), `"${"x".repeat(199)}"… (201 characters)`],
    [value(["x".repeat(300)]), `["${"x".repeat(198)}… (304 characters)`],
  ])("shows %j", (shown, text) => {
    expect(valueText(shown)).toBe(text);
  });
});

describe("bothSides", () => {
  it("says of two secrets only that they differ", () => {
    const sensitive = { kind: "sensitive" } as const;
    expect(bothSides({ path: "a", before: sensitive, after: sensitive, forcesReplacement: false })).toBe(
      "(sensitive), changes",
    );
  });

  it("shows short values whole", () => {
    expect(both("a", 1)).toBe('"a" → 1');
  });

  it("shows two long texts from a little before their first difference", () => {
    const common = "x".repeat(300);
    expect(both(`${common}old`, `${common}new${"y".repeat(300)}`)).toBe(
      `…"${"x".repeat(40)}old" (303 characters) → …"${"x".repeat(40)}new${"y".repeat(157)}"… (603 characters)`,
    );
  });

  it("shows two long texts from their beginning when they differ early", () => {
    expect(both(`a${"x".repeat(300)}`, `b${"x".repeat(300)}`)).toBe(
      `"a${"x".repeat(199)}"… (301 characters) → "b${"x".repeat(199)}"… (301 characters)`,
    );
  });

  it("shows a text that only grew", () => {
    expect(both("x".repeat(250), `${"x".repeat(250)}!`)).toBe(
      `…"${"x".repeat(40)}" (250 characters) → …"${"x".repeat(40)}!" (251 characters)`,
    );
  });

  it("shows a short value whole beside a long one", () => {
    expect(both("x", "x".repeat(250))).toBe(`"x" → "${"x".repeat(200)}"… (250 characters)`);
  });
});
