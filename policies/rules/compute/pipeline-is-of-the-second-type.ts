import { demand } from "../../demand";
import { one } from "../../examples";
import { PIPELINE } from "../../parse/pipelines";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

export const pipelineIsOfTheSecondType: Rule = {
  id: "pipeline-is-of-the-second-type",
  what: "Pipelines are of type V2, and run one after the other.",
  why: "V1 knows neither rollback nor triggers, and lets a newer run overtake one that waits for its approval.",
  fix: "Set `pipeline_type` to V2 and `execution_mode` to QUEUED.",
  severity: "low",
  checks: [26],
  controls: [],
  types: [PIPELINE],
  judge: function* (view) {
    for (const resource of ofType(view, PIPELINE)) {
      yield* demand({ resource }, "pipeline_type", (value) => value === "V2", "it is of type V1");
      const message = "a newer run overtakes one that waits";
      yield* demand({ resource }, "execution_mode", (value) => value === "QUEUED", message);
    }
  },
  passes: [{ shows: "V2, queued", configuration: one(PIPELINE, { pipeline_type: "V2", execution_mode: "QUEUED" }) }],
  fails: [
    { shows: "nothing said, which is V1", configuration: one(PIPELINE, { execution_mode: "QUEUED" }) },
    {
      shows: "runs that overtake",
      configuration: one(PIPELINE, { pipeline_type: "V2", execution_mode: "SUPERSEDED" }),
    },
  ],
};
