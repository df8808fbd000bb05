import { violationAt } from "../../demand";
import { task } from "../../example-task";
import { one } from "../../examples";
import { containersOf, TASK_DEFINITION } from "../../parse/task-containers";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

export const containerDefinitionsCanBeRead: Rule = {
  id: "container-definitions-can-be-read",
  what: "The containers of a task definition are a JSON list of objects with at least one item.",
  why: "ECS refuses anything else in the middle of an apply, and no other rule can look inside.",
  fix: "Write them with `JSON.stringify` from a list of objects.",
  severity: "medium",
  checks: [17],
  controls: [],
  types: [TASK_DEFINITION],
  judge: function* (view) {
    for (const resource of ofType(view, TASK_DEFINITION)) {
      const containers = containersOf(resource);
      if (containers instanceof Error) yield violationAt({ resource }, "container_definitions", containers.message);
      else if (containers.length === 0) {
        yield violationAt({ resource }, "container_definitions", "there is no container in it");
      }
    }
  },
  passes: [{ shows: "one container", configuration: task({ image: "a" }) }],
  fails: [
    { shows: "a key that ECS takes in any case", configuration: task({ Privileged: true }) },
    { shows: "such a key further inside", configuration: task({ environment: [{ Name: "DB_PASSWORD", Value: "a" }] }) },

    { shows: "no JSON", configuration: one(TASK_DEFINITION, { container_definitions: "[{" }) },
    { shows: "no list", configuration: one(TASK_DEFINITION, { container_definitions: "{}" }) },
    { shows: "a list of texts", configuration: one(TASK_DEFINITION, { container_definitions: '["a"]' }) },
    { shows: "nothing", configuration: one(TASK_DEFINITION, {}) },
    { shows: "no container", configuration: one(TASK_DEFINITION, { container_definitions: "[]" }) },
  ],
};
