import fc from "fast-check";
import { attributeChanges, wholeAsChange } from "../../../../operations/report/attributes/attribute-changes";
import { change, linesOf } from "./changes";

describe("attributeChanges", () => {
  it("lists only the leaves that differ, by path", () => {
    expect(
      linesOf({
        before: { name: "a", tags: { Owner: "sre", "cost center": 1 }, rules: [{ x: 80 }, { x: 443 }] },
        after: { name: "a", tags: { Owner: "dev", "cost center": 2 }, rules: [{ x: 80 }, { x: 8443 }] },
      }),
    ).toEqual(["rules[1].x: 443 → 8443", 'tags.Owner: "sre" → "dev"', 'tags["cost center"]: 1 → 2']);
  });

  it("sorts list items by number", () => {
    const items = Array.from({ length: 11 }, (_, index) => ({ x: index }));
    expect(
      linesOf({
        before: { l: items },
        after: { l: [...items.slice(0, 2), { x: -2 }, ...items.slice(3, 10), { x: -10 }] },
      }),
    ).toEqual(["l[2].x: 2 → -2", "l[10].x: 10 → -10"]);
  });

  it("tells null, absent, empty text, false and zero apart", () => {
    expect(
      linesOf({
        before: { a: null, b: "", c: 0, d: null, e: {}, f: [], h: null },
        after: { a: "", b: false, c: null, e: [], f: null, g: null, h: {} },
      }),
    ).toEqual([
      'a: null → ""',
      'b: "" → false',
      "c: 0 → null",
      "d: null → absent",
      "e: {} → []",
      "f: [] → null",
      "g: absent → null",
      "h: null → {}",
    ]);
  });

  it("lists the leaves of an object that is new or goes away, without what is null in it", () => {
    expect(
      linesOf({ before: { l: [], m: { x: 1, y: null } }, after: { l: [{ a: 1, b: null, c: [] }], m: null } }),
    ).toEqual(["l[0].a: absent → 1", "l[0].c: absent → []", "m.x: 1 → absent"]);
  });

  it("shows an object whole that is new, or goes away, and in which all is null", () => {
    expect(
      linesOf({ before: { l: [], m: null, n: { x: { y: null } } }, after: { l: [{ x: null }], m: { x: null } } }),
    ).toEqual(['l[0]: absent → {"x":null}', 'm: null → {"x":null}', 'n: {"x":{"y":null}} → absent']);
  });

  it("lists the leaves of a new resource, without what is null in it", () => {
    expect(linesOf({ before: null, after: { name: "a", kms: null, tags: { owner: "sre" } } })).toEqual([
      'name: absent → "a"',
      'tags.owner: absent → "sre"',
    ]);
  });

  it("shows a value whole where the two sides have different shapes", () => {
    expect(linesOf({ before: { a: { x: 1 }, b: [1], c: "t" }, after: { a: "text", b: { y: 2 }, c: [3] } })).toEqual([
      'a: {"x":1} → "text"',
      'b: [1] → {"y":2}',
      'c: "t" → [3]',
    ]);
  });

  it("says what is known after apply, leaf by leaf", () => {
    expect(
      linesOf({
        before: { id: "a", size: 1, tags: { x: "1" }, list: [{ id: "b", size: 2 }] },
        after: { size: 1, list: [{ size: 2 }] },
        after_unknown: { id: true, tags: true, list: [{ id: true }] },
      }),
    ).toEqual(['id: "a" → unknown', 'list[0].id: "b" → unknown', 'tags: {"x":"1"} → unknown']);
  });

  it("says that a whole output is known after apply", () => {
    expect(linesOf({ before: null, after_unknown: true }, "arn")).toEqual(["arn: absent → unknown"]);
  });

  it("gives the paths of an output its name as root", () => {
    expect(linesOf({ before: ["a"], after: ["a", "b"] }, "ids")).toEqual(['ids[]: absent → "b"']);
    expect(linesOf({ before: "a", after: "b" }, "id")).toEqual(['id: "a" → "b"']);
  });

  it.each(["__proto__", "constructor", "hasOwnProperty"])("treats the key %s like any other", (key) => {
    const side = (value: unknown) => JSON.parse(`{"${key}":${JSON.stringify(value)}}`);
    expect(linesOf({ before: side({ a: 1 }), after: side({ a: 2 }), before_sensitive: {}, after_unknown: {} })).toEqual(
      [`${key}.a: 1 → 2`],
    );
  });

  it("marks what forces replacement, inside and around the path that Terraform names", () => {
    const replaced = attributeChanges(
      change({
        before: { name: "a", name_prefix: "p", block: [{ x: 1, y: 1 }, { x: 1 }], whole: { z: 1 } },
        after: { name: "b", name_prefix: "q", block: [{ x: 2, y: 2 }, { x: 2 }], whole: { z: 2 } },
        replace_paths: [["name"], ["block", 0, "x"], ["whole"]],
      }),
    );
    expect(replaced.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path)).toEqual([
      "block[0].x",
      "name",
      "whole.z",
    ]);
  });
});

describe("wholeAsChange", () => {
  const shown = (sides: object) => wholeAsChange(change(sides), "out");

  it("shows what stays, as far as it may be shown", () => {
    expect(shown({ before: { a: 1, b: "s" }, after: { a: 1, b: "s" }, after_sensitive: { b: true } })).toEqual({
      path: "out",
      before: { kind: "value", value: { a: 1, b: "(sensitive)" } },
      after: { kind: "value", value: { a: 1, b: "(sensitive)" } },
      forcesReplacement: false,
    });
    expect(shown({ before: null, after: null })).toMatchObject({ before: { value: null }, after: { value: null } });
  });

  it("hides what is marked, or looks like a secret", () => {
    expect(shown({ before: "s", after: "s", before_sensitive: true })).toMatchObject({
      before: { kind: "sensitive" },
      after: { kind: "sensitive" },
    });
    const suspected = wholeAsChange(change({ before: "hunter2-x", after: "hunter2-x" }), "db_password");
    expect(suspected).toMatchObject({
      before: { kind: "sensitive", suspected: true },
      after: { kind: "sensitive", suspected: true },
    });
  });
});

describe("what forces replacement", () => {
  const forced = (replace_paths: readonly unknown[][], sides: object) =>
    attributeChanges(change({ ...sides, replace_paths: replace_paths.map((path) => [...path]) }))
      .filter(({ forcesReplacement }) => forcesReplacement)
      .map(({ path }) => path);

  it("is found by the index of an item on either side", () => {
    const sides = {
      before: {
        block: [
          { name: "a", x: 1 },
          { name: "b", x: 1 },
          { name: "c", x: 1 },
        ],
      },
      after: {
        block: [
          { name: "b", x: 2 },
          { name: "a", x: 1 },
          { name: "c", x: 2 },
        ],
      },
    };
    expect(forced([["block", 0, "x"]], sides)).toEqual(['block[name="b"].x']);
    expect(forced([["block", 1, "x"]], sides)).toEqual(['block[name="b"].x']);
    expect(forced([["block", 2, "x"]], sides)).toEqual(['block[name="c"].x']);
  });

  it("is any item of a set, of which Terraform gives the value as a step", () => {
    const sides = { before: { s: [{ x: 1 }], t: 1 }, after: { s: [{ x: 2 }], t: 2 } };
    expect(forced([["s", { x: 2 }, "x"]], sides)).toEqual(["s[0].x"]);
  });

  it("is all that differs in a text, and in a list of scalars", () => {
    const sides = { before: { d: '{"a":1}', l: ["a"], o: 1 }, after: { d: '{"a":2}', l: ["b"], o: 2 } };
    expect(forced([["d"], ["l"]], sides)).toEqual(["d.a", "l[]", "l[]"]);
    expect(forced([["l", 0]], sides)).toEqual(["l[]", "l[]"]);
  });
});

describe("attributeChanges of sensitive values", () => {
  it.each([
    ["the leaf before", { before_sensitive: { a: { b: true } } }],
    ["the leaf after", { after_sensitive: { a: { b: true } } }],
    ["what is around it, before", { before_sensitive: { a: true } }],
    ["what is around it, after", { after_sensitive: { a: true } }],
    ["everything before", { before_sensitive: true }],
    ["everything after", { after_sensitive: true }],
  ])("hides both sides when Terraform marks %s", (_, marks) => {
    const sides = { before: { a: { b: "old-secret" } }, after: { a: { b: "new-secret" } } };
    const [only, ...others] = attributeChanges(change({ ...sides, ...marks }));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ before: { kind: "sensitive" }, after: { kind: "sensitive" } });
    expect(only).not.toHaveProperty("only");
  });

  it("hides them when they are known after apply, too", () => {
    expect(
      linesOf({ before: { a: "s" }, after: {}, after_unknown: { a: true }, before_sensitive: { a: true } }),
    ).toEqual(["a: sensitive → sensitive"]);
  });

  it("hides parts of a value that is shown whole", () => {
    expect(
      linesOf({
        before: { a: { secret: "s", plain: "p" }, b: ["s", "p"] },
        after: { b: "text" },
        after_unknown: { a: true },
        before_sensitive: { a: { secret: true }, b: [true, false] },
      }),
    ).toEqual(['a: {"plain":"p","secret":"(sensitive)"} → unknown', 'b: ["(sensitive)","p"] → "(sensitive)"']);
  });

  it("hides all of a value when the marks do not fit its shape", () => {
    expect(linesOf({ before: { a: ["s", "p"] }, after: { a: ["s"] }, before_sensitive: { a: { "0": true } } })).toEqual(
      ["a: sensitive → sensitive"],
    );
    expect(linesOf({ before: { a: "s" }, after: { a: "t" }, before_sensitive: { a: [[true]] } })).toEqual([
      "a: sensitive → sensitive",
    ]);
  });

  it("does not list what is hidden and stays", () => {
    expect(
      linesOf({ before: { a: "s" }, after: { a: "s" }, before_sensitive: { a: true }, after_sensitive: { a: true } }),
    ).toEqual([]);
  });

  it("says when only the marking changes", () => {
    const sides = { before: { a: "s" }, after: { a: "s" }, before_sensitive: {}, after_sensitive: { a: true } };
    expect(attributeChanges(change(sides))).toEqual([
      {
        path: "a",
        before: { kind: "sensitive" },
        after: { kind: "sensitive" },
        forcesReplacement: false,
        only: "marking",
      },
    ]);
  });

  it("never lets a marked value through, wherever the mark stands", () => {
    const scalars = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string());
    const trees = fc.letrec<{ tree: readonly [unknown, unknown] }>((tie) => ({
      // A value in which every secret is the text SECRET, and its tree of marks.
      tree: fc.oneof(
        { maxDepth: 4 },
        scalars.map((value) => [value, false] as const),
        fc.constant(["SECRET", true] as const),
        fc.constant([{ inner: ["SECRET"] }, true] as const),
        fc
          .dictionary(fc.string({ minLength: 1 }), tie("tree"), { maxKeys: 4 })
          .map((entries) => [mapped(entries, 0), mapped(entries, 1)] as const),
        fc
          .array(tie("tree"), { maxLength: 4 })
          .map((items) => [items.map(([v]) => v), items.map(([, m]) => m)] as const),
      ),
    }));
    fc.assert(
      fc.property(trees.tree, trees.tree, fc.oneof(fc.constant({}), fc.constant(true)), (before, after, unknown) => {
        const found = attributeChanges(
          change({
            before: before[0],
            before_sensitive: before[1],
            after: after[0],
            after_sensitive: after[1],
            after_unknown: unknown,
          }),
        );
        expect(JSON.stringify(found)).not.toContain("SECRET");
      }),
      { numRuns: 2000 },
    );
  });
});

const mapped = (entries: Readonly<Record<string, readonly [unknown, unknown]>>, index: 0 | 1): unknown =>
  Object.fromEntries(Object.entries(entries).map(([key, pair]) => [key, pair[index]]));
