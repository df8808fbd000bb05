import fc from "fast-check";
import { depthOf, jsonIn, parseJson } from "../../../../operations/report/read/json-text";

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe("parseJson", () => {
  it("gives the value that JSON.parse gives", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(text)).toEqual({ value: JSON.parse(text) });
      }),
    );
  });

  it("finds a fault in exactly the texts that are not JSON", () => {
    const pieces = [
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      "a",
      "\\",
      "1",
      "-",
      "e",
      ".",
      "true",
      "null",
      " ",
      "\n",
      "\u0001",
      "0",
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join("")),
        (text) => {
          expect("fault" in parseJson(text)).toBe(!isJson(text));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['{"a": 1,}', { kind: "unexpected", line: 1, column: 9 }],
    ['{\n  "a": nope\n}', { kind: "unexpected", line: 2, column: 8 }],
    ["hello", { kind: "unexpected", line: 1, column: 1 }],
    ["[1 2]", { kind: "unexpected", line: 1, column: 4 }],
    ["[1}", { kind: "unexpected", line: 1, column: 3 }],
    ['{"a" 1}', { kind: "unexpected", line: 1, column: 6 }],
    ['["a\nb"]', { kind: "unexpected", line: 1, column: 2 }],
    ['{"a": 1}\n{"b": 2}', { kind: "second-value", line: 2, column: 1 }],
    ['{"a": 1} x', { kind: "second-value", line: 1, column: 10 }],
    ['{"a": [1, 2', { kind: "ends-too-early", line: 1, column: 12 }],
    ['{"a": "b', { kind: "ends-too-early", line: 1, column: 9 }],
    ["", { kind: "ends-too-early", line: 1, column: 1 }],
  ])("says where %j stops being one JSON value", (text, fault) => {
    expect(parseJson(text)).toEqual({ fault });
  });

  it("calls every beginning of an object cut off", () => {
    const whole = '{"a": [true, null, {"b": "c\\"\\u00e9"}], "d": {}}';
    const kinds = Array.from({ length: whole.length }, (_, end) => parseJson(whole.slice(0, end)));
    expect(kinds).toEqual(kinds.map(() => ({ fault: expect.objectContaining({ kind: "ends-too-early" }) })));
  });

  it("keeps the digits of numbers that a double cannot hold, as texts", () => {
    const text = '{"big": 12345678901234567890, "near": [9007199254740993], "long": 0.12345678901234567891, "e": 1e3}';
    expect(parseJson(text)).toEqual({
      value: { big: "12345678901234567890", near: ["9007199254740993"], long: "0.12345678901234567891", e: 1000 },
      hasTextsForNumbers: true,
    });
  });

  it("leaves alone the numbers that a double holds, and digits inside of texts", () => {
    const text = '{"exact": 9007199254740992, "12345678901234567890": "9007199254740993 \\" 9007199254740993"}';
    expect(parseJson(text)).toEqual({ value: JSON.parse(text) });
  });

  it("walks over a text of megabytes", () => {
    const long = '\\"'.repeat(2_000_000);
    expect(parseJson(`["${long}", 12345678901234567890]`)).toEqual({
      value: ['"'.repeat(2_000_000), "12345678901234567890"],
      hasTextsForNumbers: true,
    });
    expect(parseJson(`["${long}"`)).toEqual({ fault: { kind: "ends-too-early", line: 1, column: 4_000_004 } });
  });
});

describe("depthOf", () => {
  const levels = (value: unknown): number =>
    typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(levels)) : 0;

  it("counts the levels of objects and arrays, not what looks so in texts", () => {
    expect(depthOf("1")).toBe(0);
    expect(depthOf('{"[[[": ["{\\"[", {"\\\\": []}]}')).toBe(4);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(depthOf(JSON.stringify(value))).toBe(levels(value));
        expect(depthOf(JSON.stringify(value, undefined, 1))).toBe(levels(value));
      }),
    );
  });

  it("has no depth that is too much for it", () => {
    expect(depthOf("[".repeat(3_000_000) + "]".repeat(3_000_000))).toBe(3_000_000);
  });
});

describe("jsonIn", () => {
  it("gives what parseJson gives, and undefined for what is no JSON", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const parsed = parseJson(text);
        expect(jsonIn(text)).toEqual("fault" in parsed ? undefined : parsed);
      }),
    );
  });
});
