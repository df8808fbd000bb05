import { demand } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { numberIn } from "../../value";
import { ofType } from "../../view/stack-view";

export const logGroupForgets: Rule = {
  id: "log-group-forgets",
  what: "A log group deletes what is older than a number of days.",
  why: "Otherwise it keeps everything for ever: personal data among it, and a bill that only grows.",
  fix: "Set `retention_in_days`.",
  severity: "medium",
  checks: [20],
  controls: [],
  types: ["aws_cloudwatch_log_group"],
  judge: function* (view) {
    for (const resource of ofType(view, "aws_cloudwatch_log_group")) {
      yield* demand(
        { resource },
        "retention_in_days",
        (days) => (numberIn(days) ?? 0) > 0,
        "it keeps everything for ever",
      );
    }
  },
  passes: [{ shows: "thirty days", configuration: one("aws_cloudwatch_log_group", { retention_in_days: 30 }) }],
  fails: [
    { shows: "nothing said", configuration: one("aws_cloudwatch_log_group", { name: "/a" }) },
    { shows: "zero, which means never", configuration: one("aws_cloudwatch_log_group", { retention_in_days: 0 }) },
  ],
};
