import { demand, isTrue } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { blocksIn, itemsIn } from "../../value";
import { ofType, type Resource, type StackView } from "../../view/stack-view";

const APIS = ["aws_apigatewayv2_api", "aws_api_gateway_rest_api"];

export const apiAnswersAtItsOwnDomainAlone: Rule = {
  id: "api-answers-at-its-own-domain-alone",
  what: "An API does not answer under the name that AWS gives it (execute-api).",
  why: "There it is reached past the domain's CloudFront, web ACL and client certificates.",
  fix: "Set disable_execute_api_endpoint = true, and give the API a domain.",
  severity: "medium",
  checks: [],
  controls: [],
  types: APIS,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...APIS)) {
      if (isPrivate(resource)) continue;
      yield* demand(
        { resource },
        "disable_execute_api_endpoint",
        isTrue,
        "also answers under the name that AWS gives it",
      );
    }
  },
  passes: [
    { shows: "a domain alone", configuration: one("aws_apigatewayv2_api", { disable_execute_api_endpoint: true }) },
    {
      shows: "a private API, which VPC endpoints reach by that name",
      configuration: one("aws_api_gateway_rest_api", { endpoint_configuration: { types: ["PRIVATE"] } }),
    },
  ],
  fails: [
    { shows: "nothing said", configuration: one("aws_apigatewayv2_api", { protocol_type: "HTTP" }) },
    {
      shows: "both names, REST",
      configuration: one("aws_api_gateway_rest_api", { disable_execute_api_endpoint: false }),
    },
  ],
};

const isPrivate = ({ values }: Resource): boolean =>
  blocksIn(values.endpoint_configuration).some(({ types }) => itemsIn(types).includes("PRIVATE"));
