import { labelSteps, labelsFor, PLAN_LABELS } from "../../../../operations/report/pull-request/labels";

const names = (facts: readonly boolean[]): readonly string[] => {
  const [isFailed = false, destroys = false, changes = false] = facts;
  return labelsFor({ isFailed, destroys, changes }).map(({ name }) => name);
};

describe("labelsFor", () => {
  it.each([
    ["nothing changes", [false, false, false], ["plan: no changes"]],
    ["something changes", [false, false, true], ["plan: changes"]],
    ["something is destroyed", [false, true, true], ["plan: destroy", "plan: changes"]],
    [
      "something is destroyed, and nobody says that it changes",
      [false, true, false],
      ["plan: destroy", "plan: changes"],
    ],
    ["nothing was planned", [true, false, false], ["plan: failed"]],
    ["a part was planned", [true, false, true], ["plan: changes", "plan: failed"]],
    ["a part was planned that destroys", [true, true, true], ["plan: destroy", "plan: changes", "plan: failed"]],
  ])("when %s", (_, facts, labels) => {
    expect(names(facts)).toEqual(labels);
  });

  it("are such as GitHub takes", () => {
    for (const { name, color, description } of PLAN_LABELS) {
      expect([name, color]).toEqual([expect.stringMatching(/^plan: /), expect.stringMatching(/^[0-9a-f]{6}$/)]);
      expect(description.length).toBeLessThanOrEqual(100);
    }
  });
});

describe("labelSteps", () => {
  const wanted = labelsFor({ isFailed: false, destroys: true, changes: true });

  it("takes away what is no longer so, and nobody else's", () => {
    const present = ["size: S", "plan: no changes", "PLAN: Failed", "plan: confirmed", "plan: later", "Plan: Changes"];
    expect(labelSteps(present, wanted)).toEqual({
      add: [expect.objectContaining({ name: "plan: destroy" })],
      remove: ["plan: no changes", "PLAN: Failed"],
    });
  });

  it("does nothing when it is so already", () => {
    expect(labelSteps(["plan: changes", "plan: destroy"], wanted)).toEqual({ add: [], remove: [] });
  });
});
