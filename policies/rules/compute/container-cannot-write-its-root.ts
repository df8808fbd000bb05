import { demand, isTrue } from "../../demand";
import { task } from "../../example-task";
import { ofEachContainer, TASK_DEFINITION } from "../../parse/task-containers";
import type { Rule } from "../../rule";

export const containerCannotWriteItsRoot: Rule = {
  id: "container-cannot-write-its-root",
  what: "The root file system of a container is read-only.",
  why: "Whoever breaks in could replace the program and stay.",
  fix: "Set `readonlyRootFilesystem` to true, and give it volumes or memory where it has to write.",
  severity: "high",
  checks: [17],
  controls: ["FSBP ECS.5"],
  types: [TASK_DEFINITION],
  judge: (view) =>
    ofEachContainer(view, (container) =>
      demand(container, "readonlyRootFilesystem", isTrue, "it can write its root file system"),
    ),
  passes: [{ shows: "a read-only root", configuration: task({ readonlyRootFilesystem: true }) }],
  fails: [
    { shows: "nothing said", configuration: task({}) },
    { shows: "a writable one", configuration: task({ readonlyRootFilesystem: false }) },
  ],
};
