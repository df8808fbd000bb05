import fc from "fast-check";
import type { Graph } from "../../model/graph";
import { runWhenReady } from "../../operations/run-when-ready";
import { anyGraph, graph, SHOP } from "../support/graphs";

describe("running when ready", () => {
  /** Runs a graph; a node ends when the test says so. */
  const start = (parallel: number, of: Graph = SHOP, signal?: AbortSignal) => {
    const started: string[] = [];
    const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
    const done = runWhenReady(of, { parallel, ...(signal && { signal }) }, (node) => {
      started.push(node);
      return new Promise((resolve, reject) => ends.set(node, { resolve, reject }));
    });
    const settle = async () => {
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    };
    return {
      started,
      done,
      settle,
      end: async (node: string) => {
        ends.get(node)?.resolve();
        await settle();
      },
      fail: async (node: string, error: Error) => {
        ends.get(node)?.reject(error);
        await settle();
      },
    };
  };

  test("starts a node as soon as its own dependencies are done, not a wave later", async () => {
    const run = start(9);
    await run.settle();
    expect(run.started).toEqual(["network", "registry"]);
    await run.end("network");
    expect(run.started).toEqual(["network", "registry", "platform", "data"]);
    await run.end("registry");
    await run.end("platform");
    expect(run.started.at(-1)).toBe("orders");
    for (const node of ["orders", "web", "data"]) await run.end(node);
    await run.done;
  });

  test("starts first what has the longest chain behind it", async () => {
    const run = start(1, graph({ alone: [], base: [], middle: ["base"], top: ["middle"] }));
    await run.settle();
    for (const node of ["base", "middle", "alone", "top"]) await run.end(node);
    await run.done;
    expect(run.started).toEqual(["base", "middle", "alone", "top"]);
  });

  test("never runs more than allowed at the same time", async () => {
    let running = 0;
    let most = 0;
    await runWhenReady(graph({ a: [], b: [], c: [], d: [], e: ["a"] }), { parallel: 2 }, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    });
    expect(most).toBe(2);
  });

  test("runs every node once, after its dependencies", async () => {
    await fc.assert(
      fc.asyncProperty(anyGraph, fc.integer({ min: 1, max: 4 }), async (any, parallel) => {
        const ended: string[] = [];
        await runWhenReady(any, { parallel }, async (node) => {
          expect(any.get(node)?.every((dependency) => ended.includes(dependency))).toBe(true);
          await Promise.resolve();
          ended.push(node);
        });
        expect([...ended].sort()).toEqual([...any.keys()].sort());
      }),
    );
  });

  test("after an exception starts nothing more, and waits for what runs", async () => {
    const run = start(2);
    let over = false;
    const failed = expect(run.done)
      .rejects.toThrow("the disk is full")
      .then(() => {
        over = true;
      });
    await run.settle();
    await run.fail("network", new Error("the disk is full"));
    expect(over).toBe(false);
    await run.end("registry");
    await failed;
    expect(run.started).toEqual(["network", "registry"]);
  });

  test("fails when the work throws before it returns", async () => {
    const run = runWhenReady(graph({ a: [] }), { parallel: 1 }, () => {
      throw new Error("at once");
    });
    await expect(run).rejects.toThrow("at once");
  });

  test("once aborted starts nothing more, and gives the reason", async () => {
    const controller = new AbortController();
    const run = start(1, SHOP, controller.signal);
    const failed = expect(run.done).rejects.toThrow("interrupted (SIGINT)");
    await run.settle();
    controller.abort(new Error("interrupted (SIGINT)"));
    await run.end("network");
    await failed;
    expect(run.started).toEqual(["network"]);
  });

  test("fails on a cycle before anything runs", async () => {
    const run = runWhenReady(graph({ a: ["b"], b: ["a"] }), { parallel: 1 }, async () => {
      throw new Error("ran");
    });
    await expect(run).rejects.toThrow("dependencies form a cycle: a -> b -> a; remove one of them");
  });
});
