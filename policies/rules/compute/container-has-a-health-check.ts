import { isTrue, isUnset, unknownAt, valueAt, violationAt } from "../../demand";
import { task } from "../../example-task";
import { ofEachContainer, TASK_DEFINITION } from "../../parse/task-containers";
import type { Rule } from "../../rule";
import { isUnknown, itemsIn } from "../../value";

const PATH = "healthCheck.command";

export const containerHasAHealthCheck: Rule = {
  id: "container-has-a-health-check",
  what: "ECS asks every essential container whether it is well.",
  why: "A process that runs and answers nothing is otherwise healthy, and other services are sent to it.",
  fix: "Give the container a `healthCheck` with a command that its image has.",
  severity: "medium",
  checks: [17],
  controls: [],
  types: [TASK_DEFINITION],
  judge: (view) =>
    ofEachContainer(view, function* (container) {
      const { essential = true } = container.block;
      if (!isTrue(essential)) return;
      const command = valueAt(container.block, PATH);
      if (isUnknown(command)) yield unknownAt(container, PATH);
      else if (isUnset(command) || itemsIn(command)[0] === "NONE") {
        yield violationAt(container, PATH, "nobody asks it whether it is well");
      }
    }),
  passes: [
    { shows: "a command", configuration: task({ healthCheck: { command: ["CMD", "/app/health"] } }) },
    { shows: "a container that may end", configuration: task({ essential: false }) },
  ],
  fails: [
    { shows: "none", configuration: task({}) },
    { shows: "that of the image, taken away", configuration: task({ healthCheck: { command: ["NONE"] } }) },
  ],
};
