import { demandSet } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { ofType, type StackView } from "../../view/stack-view";

const STAGES = ["aws_apigatewayv2_stage", "aws_api_gateway_stage"];

export const apiWritesAccessLogs: Rule = {
  id: "api-writes-access-logs",
  what: "Stages of API Gateway write an access log.",
  why: "Without it nobody can tell who called what.",
  fix: "Set access_log_settings with the ARN of a log group and a format of JSON.",
  severity: "medium",
  checks: [],
  controls: ["FSBP APIGateway.1", "FSBP APIGateway.9"],
  types: STAGES,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...STAGES)) {
      yield* demandSet({ resource }, "access_log_settings.destination_arn", "writes no access log");
    }
  },
  passes: [
    {
      shows: "a log group",
      configuration: one("aws_apigatewayv2_stage", {
        access_log_settings: { destination_arn: "${aws_cloudwatch_log_group.b.arn}", format: "{}" },
      }),
    },
  ],
  fails: [
    { shows: "none", configuration: one("aws_apigatewayv2_stage", {}) },
    { shows: "none, REST", configuration: one("aws_api_gateway_stage", { access_log_settings: [] }) },
  ],
};
