import { demand, isTrue, unknownAt, valueAt, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, itemsIn } from "../../value";
import { ofType, type Resource } from "../../view/stack-view";

const GROUP = "aws_codedeploy_deployment_group";
const PATH = "auto_rollback_configuration";

export const deploymentGroupRollsBack: Rule = {
  id: "deployment-group-rolls-back",
  what: "CodeDeploy takes a deployment back that fails.",
  why: "Otherwise the half of it stays until somebody looks.",
  fix: "Enable `auto_rollback_configuration` for DEPLOYMENT_FAILURE and DEPLOYMENT_STOP_ON_ALARM.",
  severity: "high",
  checks: [16],
  controls: [],
  types: [GROUP],
  judge: function* (view) {
    for (const resource of ofType(view, GROUP)) yield* judgeGroup(resource);
  },
  passes: [
    {
      shows: "failures and alarms",
      configuration: one(GROUP, {
        auto_rollback_configuration: { enabled: true, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
      }),
    },
  ],
  fails: [
    { shows: "nothing said", configuration: one(GROUP, {}) },
    {
      shows: "switched off",
      configuration: one(GROUP, {
        auto_rollback_configuration: { enabled: false, events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"] },
      }),
    },
    {
      shows: "for failures alone",
      configuration: one(GROUP, { auto_rollback_configuration: [{ enabled: true, events: ["DEPLOYMENT_FAILURE"] }] }),
    },
  ],
};

function* judgeGroup(resource: Resource): Iterable<Judgement> {
  yield* demand({ resource }, `${PATH}.enabled`, isTrue, "it takes nothing back");
  const events = valueAt(resource.values, `${PATH}.events`);
  if (itemsIn(events).some(isUnknown)) yield unknownAt({ resource }, `${PATH}.events`);
  else {
    for (const event of ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]) {
      if (!itemsIn(events).includes(event)) {
        yield violationAt({ resource }, `${PATH}.events`, `it takes nothing back on ${event}`);
      }
    }
  }
}
