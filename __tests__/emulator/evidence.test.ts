import { differingPaths, Evidence, expectedOf } from "./evidence";
import type { Change } from "./plan-json";

const changeOf = (change: Partial<Change["change"]>): Change["change"] => ({
  actions: ["update"],
  before: {},
  after: {},
  after_unknown: {},
  ...change,
});

const resource = (type: string, change: Partial<Change["change"]>): Change => ({
  address: `${type}.it`,
  mode: "managed",
  type,
  change: changeOf(change),
});

describe("the paths of a change", () => {
  it.each([
    ["an attribute", { before: { a: 1, b: 2 }, after: { a: 1, b: 3 } }, ["b"]],
    ["one that was not there", { before: {}, after: { a: 1 } }, ["a"]],
    [
      "one inside of the items of a list, once",
      { before: { l: [{ a: 1 }, { a: 2 }] }, after: { l: [{ a: 3 }, { a: 4 }] } },
      ["l[].a"],
    ],
    ["a list of another length", { before: { l: [1] }, after: { l: [1, 2] } }, ["l"]],
    ["absent and null, which are the same", { before: { a: null }, after: {} }, []],
    ["what follows from the rest", { before: { id: "x", n: 1 }, after: { n: 2 }, after_unknown: { id: true } }, ["n"]],
    ["a whole resource", { before: null, after: { a: 1 } }, ["all of it"]],
  ])("are those of %s", (_, change, paths) => {
    expect(differingPaths(changeOf(change as Partial<Change["change"]>))).toEqual(paths);
  });
});

describe("a type of resource", () => {
  const seen = (record: (evidence: Evidence) => void) => {
    const evidence = new Evidence();
    record(evidence);
    evidence.destroyed("aws_vpc", true);
    return evidence.of("aws_vpc");
  };
  const quiet = (evidence: Evidence) =>
    evidence.secondPlan({
      resource_changes: [resource("aws_vpc", { actions: ["no-op"], before: { a: 1 }, after: { a: 1 } })],
    });
  const changed = (actions: readonly string[]) => (evidence: Evidence) => {
    quiet(evidence);
    evidence.planInPlace({ resource_changes: [resource("aws_vpc", { actions })] });
  };
  const full = expectedOf({ level: "full" });

  it("that does all is full", () => expect(seen(changed(["update"]))).toEqual(full));
  it("that is never changed is full where nothing can be changed in place", () =>
    expect(seen(quiet)).toEqual(expectedOf({ level: "full", update: "none" })));
  it("that is never changed is not full where something can", () => expect(seen(quiet)).not.toEqual(full));
  it("that was never applied is not full", () =>
    expect(seen(() => undefined)).not.toEqual(expectedOf({ level: "full", update: "none" })));
  it("that is replaced is not full", () =>
    expect(seen(changed(["delete", "create"]))).toMatchObject({ update: "replaced" }));
  it("of which something stayed is not full", () =>
    expect(
      seen((evidence) => {
        changed(["update"])(evidence);
        evidence.destroyed("aws_vpc", false);
      }),
    ).toEqual({ ...full, isDestroyed: false }));

  it("of which something stays is apply-only where that is said, and no longer once it goes", () => {
    const staying = expectedOf({ level: "apply-only", stays: true });
    expect(staying).toEqual({ ...full, isDestroyed: false });
    expect(seen(changed(["update"]))).not.toEqual(staying);
  });

  const differing = seen((evidence) => {
    changed(["update"])(evidence);
    evidence.secondPlan({ resource_changes: [resource("aws_vpc", { before: { a: 1 }, after: { a: 2 } })] });
  });
  it("whose second plan differs is apply-only, with those paths", () => {
    expect(differing).toEqual(expectedOf({ level: "apply-only", differs: ["a"] }));
    expect(differing).not.toEqual(full);
    expect(differing).not.toEqual(expectedOf({ level: "apply-only", differs: ["b"] }));
  });
  it("that came to do all is no longer apply-only", () =>
    expect(seen(changed(["update"]))).not.toEqual(expectedOf({ level: "apply-only", differs: ["a"] })));
  it("that came to be applied is no longer plan-only", () =>
    expect(seen(quiet)).not.toEqual(expectedOf({ level: "plan-only" })));
});
