import { inProduction, outsideProduction } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { isOn } from "../../verdict";
import { ofType, type StackView } from "../../view/stack-view";

/** What holds data that nothing else holds, or what such data cannot be read without. */
const TYPES = [
  "aws_backup_vault",
  "aws_cloudfront_key_value_store",
  "aws_cognito_user_pool",
  "aws_db_instance",
  "aws_docdb_cluster",
  "aws_dynamodb_table",
  "aws_efs_file_system",
  "aws_elasticache_cluster",
  "aws_elasticache_replication_group",
  "aws_elasticache_serverless_cache",
  "aws_elasticsearch_domain",
  "aws_kms_key",
  "aws_memorydb_cluster",
  "aws_msk_cluster",
  "aws_msk_serverless_cluster",
  "aws_neptune_cluster",
  "aws_opensearch_domain",
  "aws_opensearchserverless_collection",
  "aws_rds_cluster",
  "aws_rds_global_cluster",
  "aws_redshift_cluster",
  "aws_route53_zone",
  "aws_s3_bucket",
];

export const productionDataCannotBeDestroyed: Rule = {
  id: "production-data-cannot-be-destroyed",
  what: "Whatever holds data of production carries prevent_destroy: databases, buckets, keys, zones and their like.",
  why: "A change that replaces it, such as that of a name, then fails at the plan instead of losing the data.",
  fix: "Set lifecycle.prevent_destroy to true.",
  severity: "high",
  checks: [28],
  controls: [],
  types: TYPES,
  judge: function* (view: StackView): Iterable<Judgement> {
    if (view.facts.production !== true) return;
    for (const resource of ofType(view, ...TYPES)) {
      // A plan does not tell; the configuration that it was made from does.
      const answer = resource.lifecycle && isOn(resource.lifecycle.prevent_destroy);
      if (answer) {
        yield {
          resource,
          path: "lifecycle.prevent_destroy",
          answer,
          message: "a plan that destroys it would go through",
        };
      }
    }
  },
  passes: [
    {
      shows: "a guarded bucket",
      configuration: inProduction({ resource: { aws_s3_bucket: { a: { lifecycle: { prevent_destroy: true } } } } }),
    },
    { shows: "a preview", configuration: outsideProduction({ resource: { aws_db_instance: { a: {} } } }) },
  ],
  fails: [
    { shows: "a key", configuration: inProduction({ resource: { aws_kms_key: { a: { description: "data" } } } }) },
    {
      shows: "a zone",
      configuration: inProduction({ resource: { aws_route53_zone: { a: { name: "example.org" } } } }),
    },
    {
      shows: "a file system whose guard is off",
      configuration: inProduction({
        resource: { aws_efs_file_system: { a: { lifecycle: { prevent_destroy: false } } } },
      }),
    },
  ],
};
