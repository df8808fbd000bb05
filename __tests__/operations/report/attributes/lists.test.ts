import { attributeChanges } from "../../../../operations/report/attributes/attribute-changes";
import { change, linesOfAttribute } from "./changes";

describe("a list of scalars", () => {
  it.each([
    ["adds", ["a"], ["b", "a"], ['a[]: absent → "b"']],
    ["loses", ["a", "b", "c"], ["a", "c"], ['a[]: "b" → absent']],
    ["swaps one", ["a", "b"], ["a", "c"], ['a[]: "b" → absent', 'a[]: absent → "c"']],
    ["counts", ["a", "a", "b"], ["a", "b", "b"], ['a[]: "a" → absent', 'a[]: absent → "b"']],
    [
      "tells types apart",
      [1, "1", null, false],
      ["1", 1, false, null, ""],
      ['a: [1,"1",null,false] → ["1",1,false,null,""] (order)', 'a[]: absent → ""'],
    ],
    ["is only reordered", ["a", "b", "c"], ["c", "a", "b"], ['a: ["a","b","c"] → ["c","a","b"] (order)']],
    ["is reordered, too", ["a", "b"], ["b", "a", "c"], ['a: ["a","b"] → ["b","a","c"] (order)', 'a[]: absent → "c"']],
    ["becomes empty", ["a"], [], ['a[]: "a" → absent']],
    ["is new", undefined, ["a", "b"], ['a[]: absent → "a"', 'a[]: absent → "b"']],
    ["is new and empty", null, [], ["a: null → []"]],
    ["stays", ["a", "b"], ["a", "b"], []],
  ])("%s", (_, before, after, lines) => {
    expect(linesOfAttribute(before, after)).toEqual(lines);
  });

  it("says of what seems to go away that it may stay while an item is unknown", () => {
    const lines = (before: unknown, after: unknown, unknown: unknown) =>
      linesOfAttribute(before, after, { after_unknown: { a: unknown } });
    expect(lines(["a", "b", "c"], ["b", "c", null], [false, false, true])).toEqual(['a[]: "a" → unknown']);
    expect(lines(["a", "b"], [null], [true])).toEqual(['a[]: "a" → unknown', 'a[]: "b" → unknown']);
    expect(lines(["a"], ["a", null, null, "d"], [false, true, true, false])).toEqual([
      "a[]: absent → unknown",
      "a[]: absent → unknown",
      'a[]: absent → "d"',
    ]);
    expect(lines(["a"], undefined, [true, true])).toEqual(['a[]: "a" → unknown', "a[]: absent → unknown"]);
  });

  it("hides each item that is marked on its own side, and its equals on both", () => {
    const lines = (before: unknown, after: unknown, marks: unknown, marksAfter: unknown = marks) =>
      linesOfAttribute(before, after, { before_sensitive: { a: marks }, after_sensitive: { a: marksAfter } });
    expect(lines(["s", "p"], ["p", "t"], [true, false], [false, true])).toEqual([
      "a[]: sensitive → absent",
      "a[]: absent → sensitive",
    ]);
    expect(lines(["s", "p"], ["p", "s", "s"], [true], [])).toEqual([
      'a: ["(sensitive)","p"] → ["p","(sensitive)","(sensitive)"] (order)',
      "a[]: sensitive → sensitive (marking)",
      "a[]: absent → sensitive",
    ]);
  });

  it("compares the only text that differs by its meaning when it is a document", () => {
    expect(linesOfAttribute(["x", '{"a":1}'], ['{"a":2}', "x"])).toEqual(["a[0].a: 1 → 2 [json a[0]]"]);
  });
});

describe("a list of objects with names", () => {
  const app = { name: "app", image: "app:1", env: [{ name: "LOG", value: "info" }] };
  const proxy = { name: "proxy", image: "proxy:1", env: [] };

  it("is compared name by name", () => {
    const edited = {
      ...app,
      env: [
        { name: "REGION", value: "eu" },
        { name: "LOG", value: "debug" },
      ],
    };
    expect(linesOfAttribute([app, proxy], [{ ...proxy, image: "proxy:2" }, edited])).toEqual([
      'a[name="proxy"].image: "proxy:1" → "proxy:2"',
      'a[name="app"].env[name="REGION"].name: absent → "REGION"',
      'a[name="app"].env[name="REGION"].value: absent → "eu"',
      'a[name="app"].env[name="LOG"].value: "info" → "debug"',
    ]);
  });

  it("adds and loses items under their names", () => {
    expect(
      linesOfAttribute(
        [
          { name: "x", v: 1 },
          { name: "y", v: 1 },
        ],
        [
          { name: "y", v: 1 },
          { name: "z", v: 1 },
        ],
      ),
    ).toEqual([
      'a[name="z"].name: absent → "z"',
      'a[name="z"].v: absent → 1',
      'a[name="x"].name: "x" → absent',
      'a[name="x"].v: 1 → absent',
    ]);
  });

  it("is one change when only its order changes", () => {
    expect(linesOfAttribute([app, proxy], [proxy, app])).toEqual([
      `a: ${JSON.stringify([app, proxy])} → ${JSON.stringify([proxy, app])} (order)`.replaceAll(
        /\{"name":("\w+"),"image":("[\w:]+"),"env":(\[.*?\])\}/g,
        '{"env":$3,"image":$2,"name":$1}',
      ),
    ]);
  });

  it("hides in another order what either side marks", () => {
    const [a, b] = [
      { name: "a", v: "swordfish" },
      { name: "b", v: "carp-fish" },
    ];
    const lines = linesOfAttribute([a, b], [b, a], { after_sensitive: { a: [{}, { v: true }] } });
    expect(lines).toEqual([
      'a: [{"name":"a","v":"(sensitive)"},{"name":"b","v":"carp-fish"}] → [{"name":"b","v":"carp-fish"},{"name":"a","v":"(sensitive)"}] (order)',
      'a[name="a"].v: sensitive → sensitive (marking)',
    ]);
  });

  it("does not call it another order when that follows from edits, as in a set", () => {
    const [a, b, c] = ["a", "b", "c"].map((name) => ({ name, v: 1 }));
    expect(linesOfAttribute([a, b, c], [b, c, { ...a, v: 2 }])).toEqual(['a[name="a"].v: 1 → 2']);
    expect(linesOfAttribute([a, b, c], [c, b, { ...a, v: 2 }])[0]).toMatch(/\(order\)$/);
  });

  it.each([
    [
      "two fields that tell only together",
      "ports",
      { containerPort: 80, protocol: "tcp" },
      '[containerPort=80,protocol="tcp"]',
    ],
    ["a number", "rules", { priority: 10 }, "[priority=10]"],
    ["a Sid before anything else", "statements", { id: "i", Sid: "Read" }, '[Sid="Read"]'],
    ["text that needs quotes", "tags", { key: 'a"b\n' }, '[key="a\\"b\\n"]'],
  ])("knows %s", (_, attribute, key, label) => {
    const other = Object.fromEntries(Object.keys(key).map((field) => [field, field === "protocol" ? "tcp" : 99]));
    const before = {
      [attribute]: [
        { ...other, v: 1 },
        { ...key, v: 1 },
      ],
    };
    const after = {
      [attribute]: [
        { ...key, v: 2 },
        { ...other, v: 1 },
      ],
    };
    const [first] = attributeChanges(change({ before, after }));
    expect(first?.path).toBe(`${attribute}${label}.v`);
  });

  it.each([
    [
      "two items have the same one",
      [
        { name: "x", v: 1 },
        { name: "x", v: 2 },
      ],
      [
        { name: "x", v: 1 },
        { name: "x", v: 3 },
      ],
    ],
    [
      "one is empty",
      [
        { name: "", v: 1 },
        { name: "x", v: 2 },
      ],
      [
        { name: "", v: 1 },
        { name: "x", v: 3 },
      ],
    ],
    [
      "one is no scalar",
      [
        { name: ["y"], v: 1 },
        { name: "x", v: 2 },
      ],
      [
        { name: ["y"], v: 1 },
        { name: "x", v: 3 },
      ],
    ],
    ["one is missing", [{ v: 1 }, { name: "x", v: 2 }], [{ v: 1 }, { name: "x", v: 3 }]],
    ["one is too long", [{ name: "n".repeat(200), v: 2 }], [{ name: "n".repeat(200), v: 3 }]],
  ])("is compared by likeness and index when %s", (_, before, after) => {
    expect(linesOfAttribute(before, after)).toEqual([`a[${before.length - 1}].v: 2 → 3`]);
  });

  it("never names an item by what is hidden or unknown", () => {
    const items = (v: number) => [{ name: "SECRET", v }];
    const sides = [items(1), items(2)] as const;
    const lines = ["a[0].v: 1 → 2"];
    for (const marks of [[{ name: true }], [{ name: "x" }, { name: true }]]) {
      expect(
        linesOfAttribute(...sides, { before_sensitive: { a: [{ name: true }] }, after_sensitive: { a: marks } }).at(-1),
      ).toBe(lines[0]);
    }
    expect(linesOfAttribute(...sides, { after_sensitive: { a: [{ name: true }] } })).toEqual([
      "a[0].name: sensitive → sensitive (marking)",
      ...lines,
    ]);
    expect(linesOfAttribute(items(1), items(2), { after_unknown: { a: [{ name: true }] } })).toEqual([
      'a[0].name: "SECRET" → unknown',
      ...lines,
    ]);
    expect(linesOfAttribute(items(1), [{ v: 2 }], { after_unknown: { a: [{ name: true }] } })).toEqual([
      'a[0].name: "SECRET" → unknown',
      ...lines,
    ]);
  });
});

describe("a list of objects without names", () => {
  const rule = (port: number, cidr: string, more: object = {}) => ({
    from_port: port,
    to_port: port,
    protocol: "tcp",
    cidr_blocks: [cidr],
    description: "",
    self: false,
    security_groups: [],
    ...more,
  });

  it("shows an item as edited when most of it is equal", () => {
    // The same ports twice: nothing tells them apart.
    const before = [rule(443, "10.0.0.0/8"), rule(443, "10.1.0.0/16", { description: "b" }), rule(22, "10.0.0.0/8")];
    const after = [rule(22, "10.0.0.0/8"), rule(443, "10.1.0.0/16", { description: "c" }), rule(443, "10.0.0.0/8")];
    expect(linesOfAttribute(before, after)).toEqual([
      expect.stringMatching(/^a: \[.*\] → \[.*\] \(order\)$/),
      'a[1].description: "b" → "c"',
    ]);
  });

  it("shows an item as edited that gets another port", () => {
    expect(
      linesOfAttribute(
        [rule(80, "10.0.0.0/8"), rule(22, "10.0.0.0/8", { protocol: "udp", description: "ssh" })],
        [rule(80, "10.0.0.0/8"), rule(22, "10.9.0.0/16", { protocol: "tcp", description: "ssh" })],
      ),
    ).toEqual([
      'a[1].cidr_blocks[]: "10.0.0.0/8" → absent',
      'a[1].cidr_blocks[]: absent → "10.9.0.0/16"',
      'a[1].protocol: "udp" → "tcp"',
    ]);
  });

  it("does not take two items for one because their defaults are equal", () => {
    expect(
      linesOfAttribute(
        [rule(22, "10.0.0.0/8"), rule(80, "10.8.0.0/16"), rule(80, "10.9.0.0/16")],
        [rule(80, "10.8.0.0/16"), rule(80, "10.9.0.0/16"), rule(9090, "192.168.0.0/16")],
      ),
    ).toEqual([
      'a[2].cidr_blocks[]: absent → "192.168.0.0/16"',
      'a[2].description: absent → ""',
      "a[2].from_port: absent → 9090",
      'a[2].protocol: absent → "tcp"',
      "a[2].security_groups: absent → []",
      "a[2].self: absent → false",
      "a[2].to_port: absent → 9090",
      'a[]: {"cidr_blocks":["10.0.0.0/8"],"description":"","from_port":22,"protocol":"tcp","security_groups":[],"self":false,"to_port":22} → absent',
    ]);
  });

  it("keeps indices where items stay where they are, and lists what goes away at the end leaf by leaf", () => {
    expect(linesOfAttribute([{ x: 1 }, { x: 2 }, { x: 3, y: null }], [{ x: 1 }, { x: 9 }])).toEqual([
      "a[1].x: 2 → 9",
      "a[2].x: 3 → absent",
    ]);
  });

  it("shows what goes away whole where another item has its index now", () => {
    expect(linesOfAttribute([{ x: 1, n: null }, { x: 2 }], [{ x: 2 }])).toEqual(['a[]: {"x":1} → absent']);
    expect(
      linesOfAttribute([{ x: "SECRET", y: 1 }, { x: 2 }], [{ x: 2 }], { before_sensitive: { a: [{ x: true }] } }),
    ).toEqual(['a[]: {"x":"(sensitive)","y":1} → absent']);
    expect(linesOfAttribute([{ x: 1 }, { x: 2 }], [{ x: 2 }], { before_sensitive: { a: [true] } })).toEqual([
      "a[]: sensitive → absent",
    ]);
  });

  it("tells edits of twins apart by their index", () => {
    const twin = { size: 1 };
    expect(linesOfAttribute([twin, twin, twin], [twin, { size: 2 }, twin])).toEqual(["a[1].size: 1 → 2"]);
  });

  it("says of what seems to go away that it may stay while an item is unknown", () => {
    expect(
      linesOfAttribute([{ x: 1 }, { x: 2 }, { x: 3 }], [{ x: 2 }, null], { after_unknown: { a: [false, true] } }),
    ).toEqual(['a[1]: {"x":1} → unknown', 'a[]: {"x":3} → unknown']);
    expect(
      linesOfAttribute([{ x: 1 }, { x: 3 }, { x: 2 }], [{ x: 2 }, null], {
        after_unknown: { a: [false, true] },
      }),
    ).toEqual(['a[1]: {"x":3} → unknown', 'a[]: {"x":1} → unknown']);
  });

  it("pairs by index when there is too much to compare", () => {
    const many = (x: number) => Array.from({ length: 60 }, (_, index) => ({ x, y: [index], z: 1, index }));
    expect(linesOfAttribute(many(1), many(2))).toEqual(many(1).map((_, index) => `a[${index}].x: 1 → 2`));
  });

  it("goes through lists of lists, and of different things", () => {
    expect(linesOfAttribute([[1, 2], "x", { y: 1 }], [[1, 3], "z", { y: 2 }])).toEqual([
      "a[0][]: 2 → absent",
      "a[0][]: absent → 3",
      'a[1]: "x" → "z"',
      "a[2].y: 1 → 2",
    ]);
  });
});
