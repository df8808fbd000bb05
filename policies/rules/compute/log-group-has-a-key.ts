import { demandSet } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

export const logGroupHasAKey: Rule = {
  id: "log-group-has-a-key",
  what: "A log group is encrypted with a key of ours.",
  why: "Without one, who may read it is decided by CloudWatch alone, and reading leaves no trace of a key's use.",
  fix: "Set `kms_key_id` to a key whose policy lets CloudWatch Logs use it for this group.",
  severity: "medium",
  checks: [20],
  controls: [],
  types: ["aws_cloudwatch_log_group"],
  judge: function* (view) {
    for (const resource of ofType(view, "aws_cloudwatch_log_group")) {
      yield* demandSet({ resource }, "kms_key_id", "it has no key");
    }
  },
  passes: [
    {
      shows: "a key of the stack",
      configuration: one("aws_cloudwatch_log_group", { kms_key_id: "${aws_kms_key.a.arn}" }),
    },
  ],
  fails: [{ shows: "nothing said", configuration: one("aws_cloudwatch_log_group", { name: "/a" }) }],
};
