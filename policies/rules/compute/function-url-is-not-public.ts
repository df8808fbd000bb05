import { demand, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

const URL = "aws_lambda_function_url";
const PERMISSION = "aws_lambda_permission";

export const functionUrlIsNotPublic: Rule = {
  id: "function-url-is-not-public",
  what: "The URL of a function asks its callers who they are.",
  why: "With NONE everybody who learns the URL calls the function, past every firewall, log and limit.",
  fix: "Set `authorization_type` to AWS_IAM, or put an API or a load balancer before the function.",
  severity: "critical",
  checks: [],
  controls: [],
  types: [URL, PERMISSION],
  judge: function* (view) {
    for (const resource of ofType(view, URL)) {
      yield* demand(
        { resource },
        "authorization_type",
        (type) => type === "AWS_IAM",
        "everybody may call its function",
      );
    }
    for (const resource of ofType(view, PERMISSION)) {
      if (resource.values.function_url_auth_type === "NONE") {
        yield violationAt({ resource }, "function_url_auth_type", "everybody may call the URL of the function");
      }
    }
  },
  passes: [{ shows: "IAM", configuration: one(URL, { authorization_type: "AWS_IAM" }) }],
  fails: [
    { shows: "everybody", configuration: one(URL, { authorization_type: "NONE" }) },
    {
      shows: "a permission for everybody",
      configuration: one(PERMISSION, { principal: "*", principal_org_id: "o-1", function_url_auth_type: "NONE" }),
    },
  ],
};
