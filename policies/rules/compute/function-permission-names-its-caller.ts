import { demandSet, isUnset, unknownAt, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import { ofType, type Resource } from "../../view/stack-view";

const PERMISSION = "aws_lambda_permission";

export const functionPermissionNamesItsCaller: Rule = {
  id: "function-permission-names-its-caller",
  what: "Who may call a function is named: a service by the ARN of what calls, and never everybody.",
  why: "A service calls for whoever tells it to, from any account.",
  fix: "Set `source_arn` to the ARN of the bucket, rule, topic or API that calls; for an organisation set `principal_org_id`.",
  severity: "critical",
  checks: [],
  controls: ["FSBP Lambda.1"],
  types: [PERMISSION],
  judge: function* (view) {
    for (const resource of ofType(view, PERMISSION)) yield* judgePermission(resource);
  },
  passes: [
    {
      shows: "a rule of EventBridge",
      configuration: one(PERMISSION, {
        principal: "events.amazonaws.com",
        source_arn: "${aws_cloudwatch_event_rule.a.arn}",
      }),
    },
    { shows: "an account", configuration: one(PERMISSION, { principal: "111111111111" }) },
    { shows: "an organisation", configuration: one(PERMISSION, { principal: "*", principal_org_id: "o-1234567890" }) },
  ],
  fails: [
    { shows: "everybody", configuration: one(PERMISSION, { principal: "*" }) },
    { shows: "a service for anybody", configuration: one(PERMISSION, { principal: "s3.amazonaws.com" }) },
    {
      shows: "any bucket",
      configuration: one(PERMISSION, { principal: "s3.amazonaws.com", source_arn: "*" }),
    },
  ],
};

function* judgePermission(resource: Resource): Iterable<Judgement> {
  const { principal, principal_org_id: organisation, source_arn: source } = resource.values;
  if (isUnknown(principal)) yield unknownAt({ resource }, "principal");
  else if (principal === "*") {
    if (isUnset(organisation)) yield violationAt({ resource }, "principal", "everybody may call the function");
  } else if (/\.amazonaws\.com(?:\.cn)?$/.test(textIn(principal) ?? "")) {
    yield* demandSet({ resource }, "source_arn", `${textIn(principal)} may call the function for anybody`);
    if (source === "*") yield violationAt({ resource }, "source_arn", `${textIn(principal)} may call it for anybody`);
  }
}
