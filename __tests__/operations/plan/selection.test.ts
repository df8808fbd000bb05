import fc from "fast-check";
import { matches, select } from "../../../operations/plan/selection";
import { aConfiguration, stacksOf } from "./synthesized";

const on = (network: string, id: string) =>
  aConfiguration(id, { "//": { infra: { kind: "x", network, source: "catalogue/x.yaml" } } });

const stacks = stacksOf({
  "dev-network": on("dev", "dev-network"),
  "dev-service-orders": on("dev", "dev-service-orders"),
  "dev-service-users": on("dev", "dev-service-users"),
  foreign: aConfiguration("foreign", { "//": {} }),
  "main-network": on("main", "main-network"),
  "prod-service-orders": on("main", "prod-service-orders"),
});

const selected = async (selection: Parameters<typeof select>[1]) => select(await stacks, selection).map(({ id }) => id);

describe("selecting stacks", () => {
  test("takes all when nothing is asked for, foreign ones too", async () => {
    expect(await selected({})).toHaveLength(6);
  });

  test("takes a network's stacks, whatever their ids begin with", async () => {
    expect(await selected({ networks: ["main"] })).toEqual(["main-network", "prod-service-orders"]);
  });

  test("takes what matches one of the patterns", async () => {
    expect(await selected({ stacks: ["*-service-orders", "foreign"] })).toEqual([
      "dev-service-orders",
      "foreign",
      "prod-service-orders",
    ]);
  });

  test("takes what fulfils both conditions", async () => {
    expect(await selected({ networks: ["dev"], stacks: ["*-orders"] })).toEqual(["dev-service-orders"]);
  });

  test("fails on a pattern that matches nothing, and names the nearest id", async () => {
    await expect(selected({ stacks: ["dev-*", "dev-netwrk"] })).rejects.toThrow(
      'no stack matches "dev-netwrk"; did you mean "dev-network"?',
    );
  });

  test("fails on a pattern that matches only in another network, and lists what there is", async () => {
    await expect(selected({ networks: ["main"], stacks: ["dev-*"] })).rejects.toThrow(
      'no stack matches "dev-*"; there are: main-network, prod-service-orders',
    );
  });

  test("fails on a network that no stack belongs to", async () => {
    await expect(selected({ networks: ["production"] })).rejects.toThrow(
      'no stack belongs to the network "production"; there are: dev, main',
    );
  });

  test("lists no more names than one can read", async () => {
    const many = await stacksOf(
      Object.fromEntries(
        Array.from({ length: 20 }, (_, index) => [`dev-service-${index}`, on("dev", `dev-service-${index}`)]),
      ),
    );
    expect(() => select(many, { stacks: ["nothing-of-the-kind"] })).toThrow(/ and 8 others$/);
    expect(() => select([], { stacks: ["x"] })).toThrow('no stack matches "x"; there are none');
  });
});

describe("a pattern", () => {
  test.each([
    ["dev-*", "dev-network", true],
    ["dev-*", "main-dev-network", false],
    ["*", "", true],
    ["dev-?", "dev-a", true],
    ["dev-?", "dev-", false],
    ["dev-?", "dev-ab", false],
    ["dev.network", "dev-network", false],
    ["dev-(a|b)", "dev-a", false],
    ["[d]ev", "dev", false],
  ])("%s against %s", (pattern, id, fits) => {
    expect(matches(pattern, id)).toBe(fits);
  });

  test("without wildcards matches itself alone, whatever characters it has", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, id) => {
        fc.pre(!/[*?]/.test(pattern));
        expect(matches(pattern, pattern)).toBe(true);
        expect(matches(pattern, id)).toBe(pattern === id);
      }),
    );
  });
});
