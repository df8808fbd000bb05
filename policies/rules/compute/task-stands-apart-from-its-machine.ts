import { demand } from "../../demand";
import { task } from "../../example-task";
import { TASK_DEFINITION } from "../../parse/task-containers";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

export const taskStandsApartFromItsMachine: Rule = {
  id: "task-stands-apart-from-its-machine",
  what: "A task has a network and processes of its own, not those of the machine that it runs on.",
  why: "Otherwise it hears the traffic of all other tasks there, takes the role of the machine, and sees its processes.",
  fix: "Set `network_mode` to awsvpc, and leave out `pid_mode` and `ipc_mode` or set them to task.",
  severity: "high",
  checks: [],
  controls: ["FSBP ECS.1", "FSBP ECS.3"],
  types: [TASK_DEFINITION],
  judge: function* (view) {
    for (const resource of ofType(view, TASK_DEFINITION)) {
      for (const attribute of ["network_mode", "pid_mode", "ipc_mode"]) {
        yield* demand({ resource }, attribute, (mode) => mode !== "host", "it shares that of its machine");
      }
    }
  },
  passes: [
    { shows: "a network of its own", configuration: task({}, { network_mode: "awsvpc" }) },
    { shows: "processes that its containers share", configuration: task({}, { pid_mode: "task" }) },
  ],
  fails: [
    { shows: "the network of the machine", configuration: task({}, { network_mode: "host" }) },
    { shows: "the processes of the machine", configuration: task({}, { pid_mode: "host" }) },
    { shows: "the memory of the machine", configuration: task({}, { ipc_mode: "host" }) },
  ],
};
