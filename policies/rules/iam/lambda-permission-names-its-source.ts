import type { Judgement, Rule } from "../../rule";
import { textIn, type Value } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

const isSet = (value: Value | undefined): boolean => value !== undefined && value !== null && value !== "";

export const lambdaPermissionNamesItsSource: Rule = {
  id: "lambda-permission-names-its-source",
  what: "A function lets a service, or everybody, invoke it only for a named source.",
  why: "Without a source, the same service in a stranger's account may invoke the function; with `*`, everybody may.",
  fix: "Set `source_arn` or `source_account`, or `principal_org_id` for an organisation.",
  severity: "critical",
  checks: [],
  controls: ["FSBP Lambda.1"],
  types: ["aws_lambda_permission"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_lambda_permission")) {
      const { principal, source_arn, source_account, principal_org_id } = resource.values;
      const who = textIn(principal);
      if (who !== "*" && !who?.includes(".amazonaws.com")) continue;
      if ([source_arn, source_account, principal_org_id].some(isSet)) continue;
      const whom = who === "*" ? "everybody" : `${who} of any account`;
      yield { resource, path: "principal", answer: "violation", message: `lets ${whom} invoke the function` };
    }
  },
  passes: [
    {
      shows: "one API",
      configuration: permission({
        principal: "apigateway.amazonaws.com",
        source_arn: "${aws_apigatewayv2_api.a.execution_arn}/*/*",
      }),
    },
    { shows: "another account", configuration: permission({ principal: "222222222222" }) },
  ],
  fails: [
    { shows: "everybody", configuration: permission({ principal: "*" }) },
    { shows: "a service of any account", configuration: permission({ principal: "s3.amazonaws.com" }) },
  ],
};

function permission(values: object): object {
  return {
    resource: { aws_lambda_permission: { a: { action: "lambda:InvokeFunction", function_name: "a", ...values } } },
  };
}
