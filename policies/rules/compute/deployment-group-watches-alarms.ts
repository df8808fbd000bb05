import { demand, demandSet, isTrue } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

const GROUP = "aws_codedeploy_deployment_group";

export const deploymentGroupWatchesAlarms: Rule = {
  id: "deployment-group-watches-alarms",
  what: "CodeDeploy stops a deployment when an alarm goes off.",
  why: "A version that starts and answers with errors is a success otherwise.",
  fix: "Enable `alarm_configuration` with alarms on errors and latency.",
  severity: "medium",
  checks: [16],
  controls: [],
  types: [GROUP],
  judge: function* (view) {
    for (const resource of ofType(view, GROUP)) {
      yield* demand({ resource }, "alarm_configuration.enabled", isTrue, "no alarm stops its deployments");
      yield* demandSet({ resource }, "alarm_configuration.alarms", "it names no alarm that stops a deployment");
    }
  },
  passes: [
    { shows: "an alarm", configuration: one(GROUP, { alarm_configuration: { enabled: true, alarms: ["5xx"] } }) },
  ],
  fails: [
    { shows: "nothing said", configuration: one(GROUP, {}) },
    { shows: "no alarm", configuration: one(GROUP, { alarm_configuration: { enabled: true, alarms: [] } }) },
    { shows: "switched off", configuration: one(GROUP, { alarm_configuration: { enabled: false, alarms: ["5xx"] } }) },
  ],
};
