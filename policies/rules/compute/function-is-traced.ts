import { demand } from "../../demand";
import { one } from "../../examples";
import { FUNCTION } from "../../parse/functions";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

export const functionIsTraced: Rule = {
  id: "function-is-traced",
  what: "A function records traces of its calls.",
  why: "Where the time of a request went is otherwise a guess.",
  fix: "Set `tracing_config` to the mode Active.",
  severity: "low",
  checks: [],
  controls: [],
  types: [FUNCTION],
  judge: function* (view) {
    for (const resource of ofType(view, FUNCTION)) {
      yield* demand({ resource }, "tracing_config.mode", (mode) => mode === "Active", "it records no traces");
    }
  },
  passes: [{ shows: "active tracing", configuration: one(FUNCTION, { tracing_config: { mode: "Active" } }) }],
  fails: [
    { shows: "nothing said", configuration: one(FUNCTION, {}) },
    { shows: "what callers trace", configuration: one(FUNCTION, { tracing_config: { mode: "PassThrough" } }) },
  ],
};
