import { violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { about, ofType, type StackView } from "../../view/stack-view";

export const webAclWritesLogs: Rule = {
  id: "web-acl-writes-logs",
  what: "A web ACL writes a log of the requests that it saw.",
  why: "Without it nobody can tell why somebody was refused, nor what got through.",
  fix: "Add an aws_wafv2_web_acl_logging_configuration for the ACL, to a destination whose name begins with aws-waf-logs-.",
  severity: "low",
  checks: [23],
  controls: ["FSBP WAF.11"],
  types: ["aws_wafv2_web_acl"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_wafv2_web_acl")) {
      const logs = about(view, resource, "aws_wafv2_web_acl_logging_configuration", "resource_arn", ["arn"]);
      if (logs.length === 0) yield violationAt({ resource }, "", "writes no log");
    }
  },
  passes: [
    {
      shows: "a log",
      configuration: one(
        "aws_wafv2_web_acl",
        {},
        { aws_wafv2_web_acl_logging_configuration: { b: { resource_arn: "${aws_wafv2_web_acl.a.arn}" } } },
      ),
    },
  ],
  fails: [{ shows: "none", configuration: one("aws_wafv2_web_acl", {}) }],
};
