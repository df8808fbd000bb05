import { demand } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { textIn, type Value } from "../../value";
import { ofType, pointedAt, type Resource, type StackView } from "../../view/stack-view";

export const apiRoutesNeedAuthorization: Rule = {
  id: "api-routes-need-authorization",
  what: "Every route of an API asks who calls, but for the OPTIONS of browsers.",
  why: "A route that asks nobody is open to the world, whatever stands behind it.",
  fix: "Set authorization_type (authorization for REST) to JWT, CUSTOM, AWS_IAM or COGNITO_USER_POOLS.",
  severity: "high",
  checks: [],
  controls: ["FSBP APIGateway.8"],
  types: ["aws_apigatewayv2_route", "aws_api_gateway_method"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_apigatewayv2_route")) {
      const route = textIn(resource.values.route_key) ?? "";
      if (route.startsWith("OPTIONS ") || isInsideConnection(view, resource, route)) continue;
      yield* demand({ resource }, "authorization_type", isAsking, "asks nobody who they are");
    }
    for (const resource of ofType(view, "aws_api_gateway_method")) {
      if (resource.values.http_method === "OPTIONS") continue;
      yield* demand({ resource }, "authorization", isAsking, "asks nobody who they are");
    }
  },
  passes: [
    {
      shows: "a token",
      configuration: one("aws_apigatewayv2_route", { route_key: "GET /orders", authorization_type: "JWT" }),
    },
    {
      shows: "what browsers ask before",
      configuration: one("aws_apigatewayv2_route", { route_key: "OPTIONS /orders" }),
    },
    {
      shows: "messages on a WebSocket, which asked when it was opened",
      configuration: one(
        "aws_apigatewayv2_route",
        { api_id: "${aws_apigatewayv2_api.b.id}", route_key: "$default" },
        { aws_apigatewayv2_api: { b: { protocol_type: "WEBSOCKET" } } },
      ),
    },
    {
      shows: "IAM, REST",
      configuration: one("aws_api_gateway_method", { http_method: "GET", authorization: "AWS_IAM" }),
    },
  ],
  fails: [
    { shows: "nothing said", configuration: one("aws_apigatewayv2_route", { route_key: "$default" }) },
    {
      shows: "nobody asked",
      configuration: one("aws_apigatewayv2_route", { route_key: "ANY /{proxy+}", authorization_type: "NONE" }),
    },
    {
      shows: "a key instead, REST",
      configuration: one("aws_api_gateway_method", {
        http_method: "GET",
        authorization: "NONE",
        api_key_required: true,
      }),
    },
    {
      shows: "a WebSocket that anybody opens",
      configuration: one(
        "aws_apigatewayv2_route",
        { api_id: "${aws_apigatewayv2_api.b.id}", route_key: "$connect" },
        { aws_apigatewayv2_api: { b: { protocol_type: "WEBSOCKET" } } },
      ),
    },
  ],
};

const isAsking = (type: Value | undefined): boolean => !["", "NONE"].includes(textIn(type) ?? "");

const isInsideConnection = (view: StackView, resource: Resource, route: string): boolean =>
  route !== "$connect" &&
  pointedAt(view, resource, "api_id", ["aws_apigatewayv2_api"]).some(
    ({ values }) => values.protocol_type === "WEBSOCKET",
  );
