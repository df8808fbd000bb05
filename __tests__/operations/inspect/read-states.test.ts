import { findHidden, isHidden } from "../../../operations/inspect/find-hidden";
import type { StateBucket } from "../../../operations/inspect/ports";
import { readStates, type StatePlace } from "../../../operations/inspect/read-states";
import { problemLines } from "../../../operations/inspect/wording/problems";
import { MemoryBucket, memoryCache, stateOf } from "./states";

const KEY_ID = "AKIAIOSFODNN7EXAMPLE";
const queue = (name: string) => stateOf([{ type: "aws_sqs_queue", name, attributes: { id: name } }]);
const OBJECTS = {
  a: [queue("a")],
  b: ["{"],
  c: ['{"version": 4}'],
  d: [stateOf([{ type: "aws_iam_access_key", name: "k", attributes: { id: KEY_ID, user: "deployer", secret: "x" } }])],
};

const failing: StateBucket = {
  name: "main-states",
  list: () => Promise.reject(new Error("could not list the states: access was denied.")),
  read: () => Promise.reject(new Error("not asked")),
  versions: async () => [],
  locks: async () => [],
};

async function read(places: readonly StatePlace[], cache = memoryCache(), mayMatter?: (text: string) => boolean) {
  const stacks: string[] = [];
  const options = { cache, parallel: 2, ...(mayMatter && { mayMatter }) };
  const problems = await readStates(places, options, ({ stack }) => stacks.push(stack));
  return { stacks: stacks.sort(), problems };
}

describe("reading the states of networks", () => {
  it("goes on after what cannot be read, and passes over stacks that are gone", async () => {
    const dev = { network: "dev", bucket: new MemoryBucket("dev-states", OBJECTS) };
    expect(await read([{ network: "main", bucket: failing }, dev])).toEqual({
      stacks: ["a", "d"],
      problems: [
        {
          network: "dev",
          stack: "b",
          message:
            "the state of b cannot be read: it is damaged: its 1 characters are not JSON. Its older versions: `infra state history b`.",
        },
        { network: "main", message: "could not list the states: access was denied." },
      ],
    });
  });

  it("reads a state once, until it changes", async () => {
    const cache = memoryCache();
    const reads = async (objects: typeof OBJECTS | Record<string, string[]>) => {
      const bucket = new MemoryBucket("dev-states", objects);
      await read([{ network: "dev", bucket }], cache);
      return [...bucket.reads].sort();
    };
    expect(await reads(OBJECTS)).toEqual(["a", "b", "c", "d"]);
    expect(await reads(OBJECTS)).toEqual(["b"]);
    expect(await reads({ ...OBJECTS, a: [queue("z"), ...OBJECTS.a] })).toEqual(["a", "b"]);
    expect([...cache.kept.values()].join()).not.toContain(KEY_ID);
  });

  it("lets go what cannot matter without reading it", async () => {
    const dev = { network: "dev", bucket: new MemoryBucket("dev-states", OBJECTS) };
    expect((await read([dev], memoryCache(), (text) => text.includes("sqs"))).stacks).toEqual(["a"]);
  });
});

describe("what is hidden wherever it stands", () => {
  it("is looked for in the states themselves, and told without a word of it", async () => {
    const dev = { network: "dev", bucket: new MemoryBucket("dev-states", OBJECTS) };
    expect([isHidden(KEY_ID), isHidden("vpc-1")]).toEqual([true, false]);
    const { hits, states } = await findHidden([dev], 2, KEY_ID);
    expect(states).toBe(4);
    expect(hits.map(({ stack, match, path, value }) => [stack, match, path, value])).toEqual([
      ["d", "is", "id", "(what was looked for)"],
    ]);
    expect(JSON.stringify(hits)).not.toContain(KEY_ID);
  });
});

it("of many problems in one network the rest is counted, and nothing in them reaches a terminal", () => {
  const problem = (stack: number) => ({ network: "dev", stack: `s${stack}`, message: `s${stack}\u001b[2J is damaged` });
  expect(
    problemLines([...Array.from({ length: 8 }, (_, stack) => problem(stack)), { network: "main", message: "denied" }]),
  ).toEqual([
    "dev: s0\\u001b[2J is damaged",
    "dev: s1\\u001b[2J is damaged",
    "dev: s2\\u001b[2J is damaged",
    "dev: s3\\u001b[2J is damaged",
    "dev: s4\\u001b[2J is damaged",
    "dev: 3 more states could not be read",
    "main: denied",
  ]);
});
