import { ACTIONS, type Action, ALL_ACTIONS, actionOf, countsOf, DANGERS } from "../../../operations/report/actions";
import { aPlan, resource } from "./support";

/** What becomes of one resource of a plan. */
function actionIn(entry: object): Action | undefined {
  const [first] = aPlan({ resource_changes: [entry] }).resource_changes;
  if (!first) throw new Error("the plan has no resource");
  return actionOf(first);
}

describe("actionOf", () => {
  it.each<[readonly string[], Action | undefined]>([
    [["no-op"], undefined],
    [["create"], "create"],
    [["update"], "update"],
    [["delete"], "delete"],
    [["read"], "read"],
    [["forget"], "forget"],
    [["delete", "create"], "replace"],
    [["create", "delete"], "replace"],
    [["create", "forget"], "replace-and-forget"],
    [["forget", "create"], "replace-and-forget"],
    [["archive"], "unknown"],
    [["archive", "delete"], "unknown"],
    [["no-op", "delete"], "unknown"],
    [["update", "create"], "unknown"],
    [["constructor"], "unknown"],
    [[], "unknown"],
  ])("calls %j %s", (actions, action) => {
    expect(actionIn(resource("a.b", actions))).toBe(action);
  });

  it("calls a missing list of actions unknown", () => {
    expect(actionIn({ address: "a.b", change: {} })).toBe("unknown");
  });

  it("tells what is only imported or moved from what is left alone", () => {
    expect(actionIn(resource("a.b", ["no-op"], { importing: { id: "x" } }))).toBe("import");
    expect(actionIn(resource("a.b", ["no-op"], { importing: {} }))).toBe("import");
    expect(actionIn({ ...resource("a.b", ["no-op"]), previous_address: "a.c" })).toBe("move");
    expect(actionIn({ ...resource("a.b", ["no-op"]), previous_address: "a.b" })).toBeUndefined();
  });

  it("calls what is imported or moved by what else happens to it", () => {
    expect(actionIn(resource("a.b", ["update"], { importing: { id: "x" } }))).toBe("update");
    expect(actionIn({ ...resource("a.b", ["delete", "create"]), previous_address: "a.c" })).toBe("replace");
  });
});

describe("countsOf", () => {
  it("counts each action, and the ones that do not occur as zero", () => {
    expect(countsOf([{ action: "delete" }, { action: "create" }, { action: "delete" }])).toEqual({
      unknown: 0,
      delete: 2,
      replace: 0,
      "replace-and-forget": 0,
      forget: 0,
      update: 0,
      create: 1,
      read: 0,
      import: 0,
      move: 0,
    });
  });
});

describe("DANGERS", () => {
  it("are all the actions by which something may be lost, and come first", () => {
    expect(DANGERS).toEqual(["unknown", "delete", "replace", "replace-and-forget", "forget"]);
    expect(ALL_ACTIONS.slice(0, DANGERS.length)).toEqual(DANGERS);
    expect(Object.keys(ACTIONS)).toEqual(ALL_ACTIONS);
  });
});
