import { demand, isTrue, valueAt, violationAt } from "../../demand";
import { task } from "../../example-task";
import { ofEachContainer, TASK_DEFINITION } from "../../parse/task-containers";
import type { Rule } from "../../rule";
import { itemsIn } from "../../value";

/** Capabilities with which a container can leave itself. */
const AS_GOOD_AS_ROOT = ["ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE"];

export const containerIsNotPrivileged: Rule = {
  id: "container-is-not-privileged",
  what: "No container is privileged, or has a Linux capability that comes to the same.",
  why: "A privileged container is root on the machine that it runs on, with all other containers there.",
  fix: "Set `privileged` to false, and add no capability but what the program needs.",
  severity: "critical",
  checks: [17],
  controls: ["FSBP ECS.4"],
  types: [TASK_DEFINITION],
  judge: (view) =>
    ofEachContainer(view, function* (container) {
      yield* demand(container, "privileged", (value) => !isTrue(value), "it is privileged");
      const added = itemsIn(valueAt(container.block, "linuxParameters.capabilities.add"));
      for (const name of AS_GOOD_AS_ROOT.filter((capability) => added.includes(capability))) {
        yield violationAt(container, "linuxParameters.capabilities.add", `it has the capability ${name}`);
      }
    }),
  passes: [
    { shows: "nothing said", configuration: task({}) },
    { shows: "not privileged", configuration: task({ privileged: false }) },
  ],
  fails: [
    { shows: "a privileged container", configuration: task({ privileged: true }) },
    {
      shows: "a capability that comes to the same",
      configuration: task({ linuxParameters: { capabilities: { add: ["SYS_ADMIN"] } } }),
    },
  ],
};
