import { Trail } from "../../../constructs/monitoring/trail";
import { resourcesOf, synthesizeConstruct } from "../../support/synthesize";

test("a trail writes down every call of an account, in all regions, encrypted, and so that a change is seen", () => {
  const stack = synthesizeConstruct((scope) => {
    new Trail(scope, "trail", { name: "dev-trail", bucket: "equipweb-audit", keyArn: "arn:aws:kms:::key/1" });
  });
  expect(resourcesOf(stack, "aws_cloudtrail")).toEqual({
    trail_671F64C4: {
      name: "dev-trail",
      s3_bucket_name: "equipweb-audit",
      kms_key_id: "arn:aws:kms:::key/1",
      enable_logging: true,
      enable_log_file_validation: true,
      include_global_service_events: true,
      is_multi_region_trail: true,
      lifecycle: { prevent_destroy: true },
    },
  });
});
