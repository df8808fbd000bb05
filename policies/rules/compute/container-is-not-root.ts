import { demand, valueAt } from "../../demand";
import { task } from "../../example-task";
import { ofEachContainer, TASK_DEFINITION } from "../../parse/task-containers";
import type { Rule } from "../../rule";
import { textIn, type Value } from "../../value";

export const containerIsNotRoot: Rule = {
  id: "container-is-not-root",
  what: "A container says which user it runs as, and that user is not root.",
  why: "Without one the image decides, and most images say root.",
  fix: "Set `user` to a number other than 0, such as 65532:65532.",
  severity: "high",
  checks: [17],
  controls: [],
  types: [TASK_DEFINITION],
  judge: (view) =>
    ofEachContainer(view, function* (container) {
      // Windows has no such user.
      const system = textIn(valueAt(container.resource.values, "runtime_platform.operating_system_family"));
      if (!system?.startsWith("WINDOWS")) yield* demand(container, "user", isNotRoot, "it runs as root, or may");
    }),
  passes: [
    { shows: "a user and a group by number", configuration: task({ user: "65532:65532" }) },
    { shows: "a user by name", configuration: task({ user: "node" }) },
    {
      shows: "Windows",
      configuration: task({}, { runtime_platform: { operating_system_family: "WINDOWS_SERVER_2022_CORE" } }),
    },
  ],
  fails: [
    { shows: "nobody said", configuration: task({}) },
    { shows: "root by name", configuration: task({ user: "root" }) },
    { shows: "root by number, with a group", configuration: task({ user: "0:1000" }) },
    { shows: "the group of root", configuration: task({ user: "1000:0" }) },
  ],
};

function isNotRoot(value: Value | undefined): boolean {
  const [user = "", group] = (typeof value === "number" ? String(value) : (textIn(value) ?? "")).trim().split(":");
  return user !== "" && !isRoot(user) && (group === undefined || !isRoot(group));
}

const isRoot = (name: string): boolean => name === "root" || /^0+$/.test(name);
