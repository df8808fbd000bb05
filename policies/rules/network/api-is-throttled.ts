import { unknownAt, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { type Block, blocksIn, isUnknown, numberIn } from "../../value";
import { about, ofType, type StackView } from "../../view/stack-view";

const LIMITS = ["throttling_burst_limit", "throttling_rate_limit"];

export const apiIsThrottled: Rule = {
  id: "api-is-throttled",
  what: "Stages of API Gateway limit how many requests they take, at once and by the second.",
  why: "Without limits of its own one API takes the quota of the whole account away from all others, and runs up the bill.",
  fix: "Set throttling_burst_limit and throttling_rate_limit above 0: in default_route_settings, or for REST in aws_api_gateway_method_settings with method_path */*.",
  severity: "medium",
  checks: [],
  controls: [],
  types: ["aws_apigatewayv2_stage", "aws_api_gateway_stage"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_apigatewayv2_stage")) {
      const answer = answerOf(blocksIn(resource.values.default_route_settings));
      if (answer === "no") yield violationAt({ resource }, "default_route_settings", "takes any number of requests");
      if (answer === "unknown") yield unknownAt({ resource }, "default_route_settings");
    }
    for (const resource of ofType(view, "aws_api_gateway_stage")) {
      const settings = about(view, resource, "aws_api_gateway_method_settings", "stage_name", ["stage_name"]);
      const forAll = settings.filter(({ values }) => values.method_path === "*/*");
      const answer = answerOf(forAll.flatMap(({ values }) => blocksIn(values.settings)));
      if (answer === "no") yield violationAt({ resource }, "", "takes any number of requests");
      if (answer === "unknown") yield unknownAt({ resource }, "");
    }
  },
  passes: [
    {
      shows: "both limits",
      configuration: one("aws_apigatewayv2_stage", {
        default_route_settings: { throttling_burst_limit: 50, throttling_rate_limit: 100 },
      }),
    },
    {
      shows: "both limits, REST",
      configuration: one(
        "aws_api_gateway_stage",
        { stage_name: "live" },
        {
          aws_api_gateway_method_settings: {
            b: {
              stage_name: "${aws_api_gateway_stage.a.stage_name}",
              method_path: "*/*",
              settings: { throttling_burst_limit: 50, throttling_rate_limit: 100 },
            },
          },
        },
      ),
    },
  ],
  fails: [
    { shows: "none", configuration: one("aws_apigatewayv2_stage", {}) },
    {
      shows: "no limit by the second",
      configuration: one("aws_apigatewayv2_stage", { default_route_settings: { throttling_burst_limit: 50 } }),
    },
    { shows: "none, REST", configuration: one("aws_api_gateway_stage", { stage_name: "live" }) },
    {
      shows: "REST's default of -1, which is none",
      configuration: one(
        "aws_api_gateway_stage",
        { stage_name: "live" },
        {
          aws_api_gateway_method_settings: {
            b: {
              stage_name: "live",
              method_path: "*/*",
              settings: [{ throttling_burst_limit: -1, throttling_rate_limit: -1 }],
            },
          },
        },
      ),
    },
  ],
};

function answerOf(settings: readonly Block[]): "yes" | "no" | "unknown" {
  const answers = LIMITS.map((limit) => {
    const values = settings.map((each) => each[limit]);
    if (values.some((value) => (numberIn(value) ?? 0) > 0)) return "yes";
    return values.some(isUnknown) ? "unknown" : "no";
  });
  if (answers.includes("no")) return "no";
  return answers.includes("unknown") ? "unknown" : "yes";
}
