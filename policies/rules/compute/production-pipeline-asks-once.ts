import { violationAt } from "../../demand";
import { action, pipeline } from "../../example-pipeline";
import { inProduction, outsideProduction } from "../../examples";
import { actionsOf, deploys, PIPELINE, runsBefore } from "../../parse/pipelines";
import type { Judgement, Rule } from "../../rule";
import { ofType, type Resource } from "../../view/stack-view";

const SOURCE = action("Source", "S3", "source");
const BUILD = action("Build", "CodeBuild", "plan");
const ASK = action("Approval", "Manual", "approve");
const DEPLOY = action("Deploy", "ECS", "deploy");
const APPLY = action("Build", "CodeBuild", "apply");

export const productionPipelineAsksOnce: Rule = {
  id: "production-pipeline-asks-once",
  what: "A pipeline of production asks a person exactly once, and before it deploys anything.",
  why: "Asked never, nobody decides; asked twice, nobody reads; asked afterwards, it is too late.",
  fix: "Put one `Approval` action right before the first action that deploys.",
  severity: "high",
  checks: [26],
  controls: [],
  types: [PIPELINE],
  judge: function* (view) {
    if (view.facts.production !== true) return;
    for (const resource of ofType(view, PIPELINE)) yield* judgePipeline(resource);
  },
  passes: [
    { shows: "asks before it deploys", configuration: inProduction(pipeline([[SOURCE], [BUILD], [ASK], [DEPLOY]])) },
    {
      shows: "asks in the same stage, before it applies",
      configuration: inProduction(pipeline([[SOURCE], [ASK, { ...APPLY, run_order: 2 }]])),
    },
    { shows: "asks nobody outside of production", configuration: outsideProduction(pipeline([[SOURCE], [DEPLOY]])) },
  ],
  fails: [
    { shows: "asks nobody", configuration: inProduction(pipeline([[SOURCE], [DEPLOY]])) },
    { shows: "asks twice", configuration: inProduction(pipeline([[SOURCE], [ASK], [ASK], [DEPLOY]])) },
    { shows: "asks afterwards", configuration: inProduction(pipeline([[SOURCE], [DEPLOY], [ASK]])) },
    { shows: "asks while it applies", configuration: inProduction(pipeline([[SOURCE], [ASK, APPLY]])) },
    {
      shows: "deploys something before it asks",
      configuration: inProduction(pipeline([[SOURCE], [APPLY], [ASK], [DEPLOY]])),
    },
    { shows: "asks for nothing", configuration: inProduction(pipeline([[SOURCE], [BUILD], [ASK]])) },
  ],
};

function* judgePipeline(resource: Resource): Iterable<Judgement> {
  const actions = actionsOf(resource);
  const approvals = actions.filter(({ category }) => category === "Approval");
  const [approval] = approvals;
  if (approval === undefined || approvals.length > 1) {
    yield violationAt(
      { resource },
      "stage",
      `it asks ${approval === undefined ? "nobody" : `${approvals.length} times`}`,
    );
    return;
  }
  const early = actions.filter(deploys).filter((each) => !runsBefore(approval, each));
  for (const { at, name } of early) yield violationAt({ resource }, at, `\`${name}\` deploys before anybody was asked`);
  const asksForSomething = actions.some((each) => each.category !== "Source" && runsBefore(approval, each));
  if (!asksForSomething) yield violationAt({ resource }, approval.at, "nothing happens after it was approved");
}
