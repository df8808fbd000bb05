import { violationAt } from "../../demand";
import { action, pipeline } from "../../example-pipeline";
import { inProduction, outsideProduction } from "../../examples";
import { actionsOf, PIPELINE } from "../../parse/pipelines";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

const ASK = action("Approval", "Manual", "approve");

export const otherPipelinesAskNobody: Rule = {
  id: "other-pipelines-ask-nobody",
  what: "A pipeline outside of production waits for nobody.",
  why: "Approvals that do not matter teach people to approve without reading.",
  fix: "Take the `Approval` action out.",
  severity: "low",
  checks: [26],
  controls: [],
  types: [PIPELINE],
  judge: function* (view) {
    if (view.facts.production !== false) return;
    for (const resource of ofType(view, PIPELINE)) {
      for (const { at, category } of actionsOf(resource)) {
        if (category === "Approval") yield violationAt({ resource }, at, "it asks a person, and is none of production");
      }
    }
  },
  passes: [
    { shows: "asks nobody", configuration: outsideProduction(pipeline([[action("Deploy", "ECS", "deploy")]])) },
    { shows: "asks in production", configuration: inProduction(pipeline([[ASK]])) },
  ],
  fails: [{ shows: "asks", configuration: outsideProduction(pipeline([[ASK]])) }],
};
