import { violationAt } from "../../../policies/demand";
import { ofEachContainer, type TaskContainer } from "../../../policies/parse/task-containers";
import { viewOfConfiguration } from "../../../policies/view/from-configuration";

const tasks = (definitions: Readonly<Record<string, unknown>>) =>
  viewOfConfiguration("a", {
    resource: {
      aws_ecs_task_definition: Object.fromEntries(
        Object.entries(definitions).map(([name, value]) => [name, { container_definitions: value }]),
      ),
    },
  } as never);

const named = function* (container: TaskContainer) {
  yield violationAt(container, "image", String(container.block.image));
};

const said = (definitions: Readonly<Record<string, unknown>>) =>
  [...ofEachContainer(tasks(definitions), named)].map(({ resource, path, answer, message }) => [
    resource?.name,
    path,
    answer,
    message,
  ]);

describe("the containers of a stack", () => {
  it("are judged one by one, each by its name or its number", () => {
    const containers = JSON.stringify([{ name: "app", image: "a" }, { image: "b" }]);
    expect(said({ one: containers, two: JSON.stringify([{ name: "c", image: "d" }]) })).toEqual([
      ["one", 'container_definitions[name="app"].image', "violation", "a"],
      ["one", "container_definitions[1].image", "violation", "b"],
      ["two", 'container_definitions[name="c"].image', "violation", "d"],
    ]);
  });

  it("are not known while their text is not, which hides no others", () => {
    expect(said({ one: "${var.a}", two: JSON.stringify([{ name: "c", image: "d" }]) })).toEqual([
      ["one", "container_definitions", "unknown", "the containers are not known yet"],
      ["two", 'container_definitions[name="c"].image', "violation", "d"],
    ]);
  });

  it("are left out where they cannot be read, which hides no others", () => {
    expect(said({ one: "[{", two: JSON.stringify([{ name: "c", image: "d" }]) })).toEqual([
      ["two", 'container_definitions[name="c"].image', "violation", "d"],
    ]);
  });
});
