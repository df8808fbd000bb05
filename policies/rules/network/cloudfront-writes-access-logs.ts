import { violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { blocksIn } from "../../value";
import { about, ofType, type StackView } from "../../view/stack-view";

export const cloudfrontWritesAccessLogs: Rule = {
  id: "cloudfront-writes-access-logs",
  what: "A distribution delivers its access log by CloudWatch (standard logging v2).",
  why: "Without it nobody can tell who asked for what; the older way needs a bucket that anybody with its ACL can open.",
  fix: "Add an aws_cloudwatch_log_delivery_source of the type ACCESS_LOGS for the distribution, and an aws_cloudwatch_log_delivery of that source.",
  severity: "medium",
  checks: [23],
  // AWS's own control only sees the older way.
  controls: ["FSBP CloudFront.5"],
  types: ["aws_cloudfront_distribution"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_cloudfront_distribution")) {
      const sources = about(view, resource, "aws_cloudwatch_log_delivery_source", "resource_arn", ["arn"]);
      const logs = sources.filter(({ values }) => values.log_type === "ACCESS_LOGS");
      const isDelivered = logs.some(
        (source) => about(view, source, "aws_cloudwatch_log_delivery", "delivery_source_name", ["name"]).length > 0,
      );
      if (isDelivered) continue;
      const isOld = blocksIn(resource.values.logging_config).length > 0;
      const message = isOld
        ? "delivers its access log in the older way, to a bucket with ACLs"
        : "writes no access log";
      yield violationAt({ resource }, isOld ? "logging_config" : "", message);
    }
  },
  passes: [
    {
      shows: "a delivery",
      configuration: one(
        "aws_cloudfront_distribution",
        {},
        {
          aws_cloudwatch_log_delivery_source: {
            b: { name: "site", log_type: "ACCESS_LOGS", resource_arn: "${aws_cloudfront_distribution.a.arn}" },
          },
          aws_cloudwatch_log_delivery: { b: { delivery_source_name: "site", delivery_destination_arn: "arn" } },
        },
      ),
    },
  ],
  fails: [
    { shows: "no log", configuration: one("aws_cloudfront_distribution", {}) },
    {
      shows: "the older way",
      configuration: one("aws_cloudfront_distribution", { logging_config: { bucket: "logs.s3.amazonaws.com" } }),
    },
    {
      shows: "a source that nothing delivers",
      configuration: one(
        "aws_cloudfront_distribution",
        {},
        {
          aws_cloudwatch_log_delivery_source: {
            b: { log_type: "ACCESS_LOGS", resource_arn: "${aws_cloudfront_distribution.a.arn}" },
          },
        },
      ),
    },
  ],
};
