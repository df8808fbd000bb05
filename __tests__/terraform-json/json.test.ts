import fc from "fast-check";
import { at, blocks, objectAt, stableJson } from "../../terraform-json/json";

test("stable JSON is the same whatever the order of keys, and means the same", () => {
  expect(stableJson({ b: { d: 1, c: [2, { z: 0, y: 0 }] }, a: null })).toBe(
    '{\n  "a": null,\n  "b": {\n    "c": [\n      2,\n      {\n        "y": 0,\n        "z": 0\n      }\n    ],\n    "d": 1\n  }\n}\n',
  );
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(JSON.parse(stableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("a path that leads nowhere is undefined, and an empty object where one is asked for", () => {
  expect(at({ a: { b: 1 } }, "a", "b")).toBe(1);
  expect(at({ a: [1] }, "a", "0")).toBeUndefined();
  expect(at(undefined, "a")).toBeUndefined();
  expect(objectAt({ a: 1 }, "a")).toEqual({});
});

test("a single block counts as a list of one", () => {
  expect(blocks({ a: 1 })).toEqual([{ a: 1 }]);
  expect(blocks([{ a: 1 }, { b: 2 }])).toEqual([{ a: 1 }, { b: 2 }]);
  expect(blocks(undefined)).toEqual([]);
});
