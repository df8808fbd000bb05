import { action, pipeline } from "../../../policies/example-pipeline";
import { actionsOf, deploys, runsBefore } from "../../../policies/parse/pipelines";
import { viewOfConfiguration } from "../../../policies/view/from-configuration";
import type { Resource } from "../../../policies/view/stack-view";

const actions = (...stages: readonly (readonly object[])[]) =>
  actionsOf(viewOfConfiguration("a", pipeline(stages) as never).resources[0] as Resource);

describe("the actions of a pipeline", () => {
  it("are told with their place and when they run", () => {
    const found = actions([action("Source", "S3", "source")], [{ ...action("Build", "CodeBuild", "b"), run_order: 2 }]);
    expect(found.map(({ block: _, ...rest }) => rest)).toEqual([
      { at: "stage[0].action[0]", name: "source", category: "Source", provider: "S3", when: [0, 1] },
      { at: "stage[1].action[0]", name: "b", category: "Build", provider: "CodeBuild", when: [1, 2] },
    ]);
  });

  it.each([
    ["in an earlier stage", [[action("A", "", "a")], [action("B", "", "b")]], true],
    ["earlier in the same stage", [[action("A", "", "a"), { ...action("B", "", "b"), run_order: 2 }]], true],
    ["at the same time", [[action("A", "", "a"), action("B", "", "b")]], false],
    ["in a later stage", [[{ ...action("B", "", "b"), run_order: 5 }], [action("A", "", "a")]], false],
  ])("run before others: %s", (_, stages, expected) => {
    const found = actions(...(stages as object[][]));
    const [a, b] = ["a", "b"].map((name) => found.find((each) => each.name === name));
    expect(a && b && runsBefore(a, b)).toBe(expected);
  });

  it.each([
    ["Deploy", "anything", true],
    ["Build", "terraform-apply", true],
    ["Invoke", "promote", true],
    ["Build", "migrate-database", true],
    ["Build", "plan", false],
    ["Test", "deploy-check", false],
    ["Source", "deployable", false],
  ])("deploy or do not: %s %s", (category, name, expected) => {
    expect(actions([action(category, "", name)]).map(deploys)).toEqual([expected]);
  });
});
