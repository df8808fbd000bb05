import { inProduction, outsideProduction } from "../../examples";
import { settingRule } from "../../setting-rule";
import { isNotOn } from "../../verdict";

export const productionBucketIsNeverEmptied = settingRule({
  id: "production-bucket-is-never-emptied",
  what: "Terraform never empties a bucket of production in order to delete it.",
  why: "A change of its name then deletes every object and every version in one apply.",
  fix: "Set force_destroy to false.",
  severity: "high",
  checks: [22],
  controls: [],
  types: ["aws_s3_bucket"],
  of: "production",
  path: "force_destroy",
  is: isNotOn,
  says: "a plan that deletes it deletes every object in it",
  passes: [
    { shows: "an unset value", configuration: inProduction({ resource: { aws_s3_bucket: { a: { bucket: "b" } } } }) },
    {
      shows: "a preview",
      configuration: outsideProduction({ resource: { aws_s3_bucket: { a: { force_destroy: true } } } }),
    },
  ],
  fails: [
    {
      shows: "production",
      configuration: inProduction({ resource: { aws_s3_bucket: { a: { force_destroy: true } } } }),
    },
  ],
});
