import { findCycle, waves } from "../../model/graph";

const graph = (edges: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(edges));

describe("waves", () => {
  it("puts each name after all that it depends on, sorted inside a wave", () => {
    expect(waves(graph({ d: ["b", "c"], c: ["a"], b: ["a"], z: [], a: [] }))).toEqual([["a", "z"], ["b", "c"], ["d"]]);
  });

  it("takes dependencies outside the graph as done", () => {
    expect(waves(graph({ b: ["elsewhere"] }))).toEqual([["b"]]);
  });

  it("is empty for an empty graph", () => {
    expect(waves(new Map())).toEqual([]);
  });

  it("fails on a ring and shows it", () => {
    expect(() => waves(graph({ a: ["b"], b: ["c"], c: ["a"], d: [] }))).toThrow("dependency cycle: a → b → c → a");
  });
});

describe("findCycle", () => {
  it("finds none where names share a dependency", () => {
    expect(findCycle(graph({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }))).toBeUndefined();
  });

  it("finds a name that depends on itself", () => {
    expect(findCycle(graph({ a: ["a"] }))).toEqual(["a", "a"]);
  });

  it("leaves out the way that leads to the ring", () => {
    expect(findCycle(graph({ a: ["b"], b: ["c"], c: ["b"] }))).toEqual(["b", "c", "b"]);
  });

  it("finishes on a graph of many ways", () => {
    const ladder = graph(
      Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`n${i}`, i < 59 ? [`n${i + 1}`, `m${i + 1}`] : []])),
    );
    for (let i = 1; i < 60; i++) ladder.set(`m${i}`, i < 59 ? [`n${i + 1}`, `m${i + 1}`] : []);
    expect(findCycle(ladder)).toBeUndefined();
  });
});
