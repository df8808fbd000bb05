import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { attributeChanges } from "../../../../operations/report/attributes/attribute-changes";
import { change } from "./changes";

const KEYS = ["name", "Sid", "port", "from_port", "tags", "Statement", "Action", "__proto__", "a b", "x"];
const SCALARS = [null, true, false, 0, 1, 443, "", "a", "b", "sre", "k: 1\nl: 2\n", "10.0.0.0/8"];

const object = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc
    .array(fc.tuple(fc.constantFrom(...KEYS), value), { maxLength: 4 })
    .map((entries) => Object.fromEntries(entries) as Record<string, T>);

/** Values as plans hold them, and texts that hold such values; few different ones, so that parts are equal by chance. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<unknown>(...SCALARS),
    object(tie("value")),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.constantFrom<unknown>(...SCALARS), { maxLength: 4 }),
    fc.array(object(fc.constantFrom<unknown>(...SCALARS)), { maxLength: 4 }),
    tie("value").map((inside) => JSON.stringify(inside, undefined, 1)),
  ),
}));

const copyOf = <T>(of: T): T => JSON.parse(JSON.stringify(of));

/** Two values, of which the second one is often a variant of the first one. */
const pair = fc
  .tuple(value, value, fc.integer(), fc.constantFrom("other", "same", "turned"))
  .map(([one, other, seed, kind]) => {
    if (kind === "other") return [one, other] as const;
    return kind === "same" ? ([one, copyOf(one)] as const) : ([one, turned(one, seed)] as const);
  });

/** With the items of every list moved round. */
function turned(of: unknown, seed: number): unknown {
  if (typeof of !== "object" || of === null) return of;
  if (!Array.isArray(of)) return Object.fromEntries(Object.entries(of).map(([key, item]) => [key, turned(item, seed)]));
  const by = of.length === 0 ? 0 : Math.abs(seed) % of.length;
  return [...of.slice(by), ...of.slice(0, by)].map((item) => turned(item, seed));
}

/** A tree with anything at the places of a value, or at others. */
const treeFor = (leaf: fc.Arbitrary<unknown>) =>
  fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, leaf, object(tie("tree")), fc.array(tie("tree"), { maxLength: 4 })),
  })).tree;

describe("attributeChanges of anything", () => {
  it("finds something when the sides differ, and nothing when they do not", () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const found = attributeChanges(change({ before: { a: before }, after: { a: after } }));
        expect(found.length > 0).toBe(!isDeepStrictEqual(copyOf(before), copyOf(after)));
      }),
      { numRuns: 1000 },
    );
  });

  it("never says nothing of what is unknown, nor of what becomes sensitive", () => {
    fc.assert(
      fc.property(value, (before) => {
        const sides = { before: { a: before }, after: { a: before } };
        const marked = attributeChanges(change({ ...sides, after_sensitive: { a: true } }));
        expect(marked).toMatchObject([{ path: "a", before: { kind: "sensitive" }, only: "marking" }]);
        const unknown = attributeChanges(change({ before: { a: before }, after: {}, after_unknown: { a: true } }));
        expect(unknown).toMatchObject([{ path: "a", after: { kind: "unknown" } }]);
      }),
    );
  });

  it("has an answer, the same one each time, whatever the marks and the unknowns are", () => {
    const tree = treeFor(fc.constantFrom<unknown>(true, true, false, null, "x", 1));
    const paths = fc.array(fc.array(fc.oneof(fc.constantFrom<unknown>(...KEYS, "a", 0, 1, null, { x: 1 }))), {
      maxLength: 2,
    });
    fc.assert(
      fc.property(pair, tree, tree, tree, paths, ([before, after], unknown, marksBefore, marksAfter, replaced) => {
        const planned = change({
          before: { a: before },
          after: { a: after },
          after_unknown: { a: unknown },
          before_sensitive: { a: marksBefore },
          after_sensitive: { a: marksAfter },
          replace_paths: replaced.map((steps) => ["a", ...steps]),
        });
        const found = attributeChanges(planned);
        expect(found).toEqual(attributeChanges(copyOf(planned)));
        for (const { before: left, after: right, only } of found) {
          if (only === undefined && left.kind === "value" && right.kind === "value") expect(left).not.toEqual(right);
        }
        expect(found.every(({ path }) => path.startsWith("a"))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("never lets a marked value through, in whichever order items and keys come", () => {
    const secret = fc.constantFrom<readonly [unknown, unknown]>(
      ["SECRET", true],
      [["SECRET"], [true]],
      [{ name: "SECRET" }, { name: true }],
      [{ inner: ["SECRET"] }, true],
      ['{"x":"SECRET"}', true],
      ["SECRET", ["wrong shape", true]],
      [["SECRET", 1], { "0": true }],
    );
    const open = value.map((each) => [each, false] as const);
    const { marked } = fc.letrec<{ marked: readonly [unknown, unknown] }>((tie) => ({
      marked: fc.oneof(
        { maxDepth: 4 },
        open,
        secret,
        object(tie("marked")).map((entries) => [part(entries, 0), part(entries, 1)] as const),
        fc
          .array(tie("marked"), { maxLength: 4 })
          .map((items) => [items.map(([each]) => each), items.map(([, each]) => each)] as const),
      ),
    }));
    const unknown = treeFor(fc.constantFrom<unknown>(true, false, false));
    fc.assert(
      fc.property(marked, marked, fc.integer(), fc.boolean(), unknown, (one, other, seed, isTurned, tree) => {
        const after = isTurned ? [turned(one[0], seed), turned(one[1], seed)] : other;
        // The marks of what was turned fit only where marks of arrays are as long as the arrays.
        fc.pre(!isTurned || fits(one[0], one[1]));
        const found = attributeChanges(
          change({
            before: { a: one[0] },
            before_sensitive: { a: one[1] },
            after: { a: after[0] },
            after_sensitive: { a: after[1] },
            after_unknown: { a: tree },
          }),
        );
        expect(JSON.stringify(found)).not.toContain("SECRET");
      }),
      { numRuns: 1500 },
    );
  });
});

const part = (entries: Readonly<Record<string, readonly [unknown, unknown]>>, index: 0 | 1): unknown =>
  Object.fromEntries(Object.entries(entries).map(([key, both]) => [key, both[index]]));

function fits(of: unknown, marks: unknown): boolean {
  if (Array.isArray(marks) !== Array.isArray(of)) return typeof marks === "boolean";
  if (Array.isArray(of) && Array.isArray(marks)) {
    return of.length === marks.length && of.every((item, index) => fits(item, marks[index]));
  }
  if (typeof of !== "object" || of === null || typeof marks !== "object" || marks === null) return true;
  return Object.entries(of).every(([key, item]) =>
    fits(item, Object.hasOwn(marks, key) ? Reflect.get(marks, key) : false),
  );
}

describe("attributeChanges of much", () => {
  const nested = (depth: number, leaf: unknown, around: (inside: unknown) => unknown): unknown =>
    depth === 0 ? leaf : around(nested(depth - 1, leaf, around));

  it.each([
    ["objects", (inside: unknown) => ({ x: inside })],
    ["lists", (inside: unknown) => [inside]],
    ["lists of named objects", (inside: unknown) => [{ name: "n", x: inside }]],
    ["lists of several", (inside: unknown) => [{ x: 1 }, { y: inside }, 3]],
  ])("goes down to the end of %s", (_, around) => {
    const found = attributeChanges(change({ before: nested(240, 1, around), after: nested(240, 2, around) }));
    expect(JSON.stringify(found)).toMatch(/"value":2/);
  });

  it("takes one attribute of 5 MB, and a list of 30,000 items", () => {
    const text = (end: string) => JSON.stringify({ items: ["x".repeat(5_000_000), end] });
    expect(attributeChanges(change({ before: { a: text("1") }, after: { a: text("2") } }))).toHaveLength(1);
    const list = (more: object) => Array.from({ length: 30_000 }, (_, index) => ({ v: index % 10, ...more }));
    expect(attributeChanges(change({ before: { a: list({}) }, after: { a: list({}).reverse() } }))).toMatchObject([
      { path: "a", only: "order" },
    ]);
    expect(attributeChanges(change({ before: { a: list({}) }, after: { a: list({ w: 1 }) } }))).toHaveLength(30_000);
    const scalars = Array.from({ length: 30_000 }, (_, index) => `10.0.0.${index}`);
    expect(attributeChanges(change({ before: { a: scalars }, after: { a: [...scalars, "x"] } }))).toHaveLength(1);
  });
});
