import { unknownAt, violationAt } from "../../demand";
import { action, pipeline } from "../../example-pipeline";
import { actionsOf, PIPELINE } from "../../parse/pipelines";
import type { Rule } from "../../rule";
import { isBlock, isUnknown } from "../../value";
import { ofType } from "../../view/stack-view";

/** Providers of sources that are asked again and again unless they are told not to be. */
const POLLED = ["S3", "CodeCommit", "GitHub"];

export const pipelineStartsByEvents: Rule = {
  id: "pipeline-starts-by-events",
  what: "A pipeline starts when something tells it to, and does not ask its source again and again.",
  why: "Polling is late, is charged for, and starts the pipeline for whatever lies there, twice beside an event.",
  fix: "Set `PollForSourceChanges` to false in the source action, and let an EventBridge rule on the exact object start it.",
  severity: "medium",
  checks: [26],
  controls: [],
  types: [PIPELINE],
  judge: function* (view) {
    for (const resource of ofType(view, PIPELINE)) {
      for (const { at, category, provider, block } of actionsOf(resource)) {
        if (category !== "Source" || !POLLED.includes(provider ?? "")) continue;
        const { PollForSourceChanges: polls } = isBlock(block.configuration) ? block.configuration : {};
        const path = `${at}.configuration.PollForSourceChanges`;
        if (isUnknown(polls) || isUnknown(block.configuration)) yield unknownAt({ resource }, path);
        else if (String(polls ?? true) !== "false") yield violationAt({ resource }, path, "it polls its source");
      }
    }
  },
  passes: [
    {
      shows: "a bucket that is not polled",
      configuration: pipeline([[action("Source", "S3", "source", { PollForSourceChanges: "false" })]]),
    },
    {
      shows: "a connection, which sends events",
      configuration: pipeline([[action("Source", "CodeStarSourceConnection", "s")]]),
    },
  ],
  fails: [
    { shows: "nothing said, which is polling", configuration: pipeline([[action("Source", "S3", "source")]]) },
    {
      shows: "a repository that is polled",
      configuration: pipeline([[action("Source", "CodeCommit", "source", { PollForSourceChanges: true })]]),
    },
  ],
};
