import { isTrue, isUnset, valueAt, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { ofType, type Resource } from "../../view/stack-view";

const PROJECT = "aws_codebuild_project";
const GROUP = "logs_config.cloudwatch_logs";
const BUCKET = "logs_config.s3_logs";

export const buildKeepsLogs: Rule = {
  id: "build-keeps-logs",
  what: "A build writes its log to a group that it names, or encrypted to a bucket.",
  why: "Without a log nobody sees what a build did; the group that CodeBuild makes keeps it for ever, without a key.",
  fix: "Set `group_name` in `cloudwatch_logs` to an `aws_cloudwatch_log_group`, or enable `s3_logs` with encryption.",
  severity: "medium",
  checks: [26],
  controls: ["FSBP CodeBuild.3", "FSBP CodeBuild.4"],
  types: [PROJECT],
  judge: function* (view) {
    for (const resource of ofType(view, PROJECT)) yield* judgeProject(resource);
  },
  passes: [
    {
      shows: "a group",
      configuration: one(PROJECT, { logs_config: { cloudwatch_logs: { group_name: "/builds/a" } } }),
    },
    {
      shows: "a bucket alone",
      configuration: one(PROJECT, {
        logs_config: { cloudwatch_logs: { status: "DISABLED" }, s3_logs: { status: "ENABLED", location: "logs/a" } },
      }),
    },
  ],
  fails: [
    { shows: "nothing said", configuration: one(PROJECT, { name: "a" }) },
    { shows: "no log", configuration: one(PROJECT, { logs_config: { cloudwatch_logs: { status: "DISABLED" } } }) },
    {
      shows: "a bucket without encryption",
      configuration: one(PROJECT, {
        logs_config: {
          cloudwatch_logs: { group_name: "/builds/a" },
          s3_logs: { status: "ENABLED", location: "logs/a", encryption_disabled: true },
        },
      }),
    },
  ],
};

function* judgeProject(resource: Resource): Iterable<Judgement> {
  const { values } = resource;
  const toGroup = valueAt(values, `${GROUP}.status`) !== "DISABLED" && !isUnset(valueAt(values, `${GROUP}.group_name`));
  const toBucket = valueAt(values, `${BUCKET}.status`) === "ENABLED";
  if (!toGroup && !toBucket)
    yield violationAt({ resource }, "logs_config", "its logs go nowhere, or where nobody said");
  if (toBucket && isTrue(valueAt(values, `${BUCKET}.encryption_disabled`))) {
    yield violationAt({ resource }, `${BUCKET}.encryption_disabled`, "its logs are not encrypted");
  }
}
