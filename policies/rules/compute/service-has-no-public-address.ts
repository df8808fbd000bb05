import { demand, isTrue } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

/** What starts tasks, and where it says into which network. */
const PLACES: Readonly<Record<string, string>> = {
  aws_ecs_service: "",
  aws_ecs_task_set: "",
  aws_cloudwatch_event_target: "ecs_target.",
  aws_scheduler_schedule: "target.ecs_parameters.",
};

export const serviceHasNoPublicAddress: Rule = {
  id: "service-has-no-public-address",
  what: "No task of a service, or of a schedule, has a public IP address.",
  why: "It could be reached past the load balancer, its certificate and its logs.",
  fix: "Set `assign_public_ip` to false, and put the service into private subnets with a way out.",
  severity: "high",
  checks: [16],
  controls: ["FSBP ECS.2"],
  types: Object.keys(PLACES),
  judge: function* (view) {
    for (const [type, place] of Object.entries(PLACES)) {
      const path = `${place}network_configuration.assign_public_ip`;
      for (const resource of ofType(view, type)) {
        yield* demand({ resource }, path, (value) => !isTrue(value), "its tasks get public IP addresses");
      }
    }
  },
  passes: [
    {
      shows: "a service without one",
      configuration: one("aws_ecs_service", { network_configuration: { assign_public_ip: false } }),
    },
    { shows: "the default", configuration: one("aws_ecs_service", { network_configuration: [{ subnets: ["a"] }] }) },
  ],
  fails: [
    {
      shows: "a public address, as a text",
      configuration: one("aws_ecs_service", { network_configuration: { assign_public_ip: "1" } }),
    },

    {
      shows: "a service with one",
      configuration: one("aws_ecs_service", { network_configuration: { assign_public_ip: true } }),
    },
    {
      shows: "a task of a rule of EventBridge with one",
      configuration: one("aws_cloudwatch_event_target", {
        ecs_target: { network_configuration: { assign_public_ip: true } },
      }),
    },
    {
      shows: "a task of a schedule with one",
      configuration: one("aws_scheduler_schedule", {
        target: [{ ecs_parameters: [{ network_configuration: [{ assign_public_ip: true }] }] }],
      }),
    },
  ],
};
