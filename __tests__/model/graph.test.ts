import fc from "fast-check";
import { checked, cycleIn, narrowedTo, wavesOf, withDependants } from "../../model/graph";
import { anyGraph, graph, SHOP } from "../support/graphs";

describe("checking a graph", () => {
  test("accepts a graph whose dependencies all exist", () => {
    expect(checked(SHOP)).toBe(SHOP);
  });

  test("fails when a dependency does not exist, rather than dropping it", () => {
    expect(() => checked(graph({ orders: ["platfrom"] }))).toThrow(
      '"orders" depends on "platfrom", which does not exist',
    );
  });

  test("fails on a cycle and prints its whole path", () => {
    const around = graph({ a: ["b"], b: ["c"], c: ["b"] });
    expect(() => checked(around)).toThrow("dependencies form a cycle: b -> c -> b; remove one of them");
  });

  test("finds that a node depends on itself", () => {
    expect(cycleIn(graph({ a: ["a"] }))).toEqual(["a", "a"]);
  });

  test("finds no cycle where two paths meet again", () => {
    expect(cycleIn(graph({ a: ["b", "c"], b: ["d"], c: ["d"], d: [] }))).toBeUndefined();
  });

  test("finds the same cycle whatever the order of the nodes", () => {
    expect(cycleIn(graph({ z: ["a"], a: ["m"], m: ["z"] }))).toEqual(cycleIn(graph({ m: ["z"], a: ["m"], z: ["a"] })));
  });
});

describe("waves", () => {
  test("put every node into the earliest wave that it can be in, sorted by name", () => {
    expect(wavesOf(SHOP)).toEqual([["network", "registry"], ["data", "platform"], ["orders"], ["web"]]);
  });

  test("of an empty graph are none", () => {
    expect(wavesOf(graph({}))).toEqual([]);
  });

  test("hold every node once, after all that it depends on", () => {
    fc.assert(
      fc.property(anyGraph, (any) => {
        const waves = wavesOf(any);
        expect(waves.flat().sort()).toEqual([...any.keys()].sort());
        const waveOf = (node: string) => waves.findIndex((wave) => wave.includes(node));
        for (const [node, dependencies] of any) {
          expect(waveOf(node)).toBe(Math.max(-1, ...dependencies.map(waveOf)) + 1);
        }
      }),
    );
  });
});

describe("parts of a graph", () => {
  test("a node comes with everything that depends on it, however far along", () => {
    expect([...withDependants(SHOP, ["platform"])].sort()).toEqual(["orders", "platform", "web"]);
  });

  test("a narrowed graph keeps the order that went through nodes that are left out", () => {
    expect([...narrowedTo(SHOP, new Set(["network", "web", "registry"]))]).toEqual([
      ["network", []],
      ["registry", []],
      ["web", ["network", "registry"]],
    ]);
  });
});
