import { existsSync } from "node:fs";
import { join } from "node:path";
import { STATEFUL_TYPES, whatIsLost } from "../../../../operations/report/dangers/stateful-types";

const PROVIDERS = join(__dirname, "..", "..", "..", "..", "node_modules", "@cdktf");

/** Whether the provider has a resource of this type; the names of others cannot be looked up. */
function exists(type: string): boolean {
  const [, provider = "", name = ""] = /^(aws|github)_(.*)$/.exec(type) ?? [];
  return provider === "" || existsSync(join(PROVIDERS, `provider-${provider}`, "lib", name.replaceAll("_", "-")));
}

describe("the types that hold something", () => {
  it("are resources that the providers have", () => {
    expect(STATEFUL_TYPES.filter((type) => !exists(type))).toEqual([]);
  });

  it("are each named once", () => {
    expect(STATEFUL_TYPES.length).toBeGreaterThan(200);
    expect(STATEFUL_TYPES.filter((type) => !/^[a-z0-9_]+$/.test(type))).toEqual([]);
  });

  it.each([
    ["aws_db_instance", "it holds data"],
    ["aws_rds_cluster", "it holds data"],
    ["aws_dynamodb_table", "it holds data"],
    ["aws_s3_bucket", "it holds data"],
    ["aws_ebs_volume", "it holds data"],
    ["aws_efs_file_system", "it holds data"],
    ["aws_elasticache_replication_group", "it holds data"],
    ["aws_opensearch_domain", "it holds data"],
    ["aws_msk_cluster", "it holds data"],
    ["aws_redshift_cluster", "it holds data"],
    ["aws_docdb_cluster", "it holds data"],
    ["aws_neptune_cluster", "it holds data"],
    ["aws_kinesis_stream", "it holds data"],
    ["aws_backup_vault", "it holds backups"],
    ["aws_ecr_repository", "it holds images and packages"],
    ["aws_cloudwatch_log_group", "it holds logs"],
    ["aws_sqs_queue", "it holds messages"],
    ["aws_lambda_function", "its versions are lost, with the code that was deployed to it"],
    ["aws_kms_key", "what it encrypts cannot be read without it"],
    ["aws_secretsmanager_secret", "it holds a secret"],
    ["random_password", "it holds a secret"],
    ["tls_private_key", "it holds a secret"],
    ["random_id", "what is made from its value changes too"],
    ["aws_cognito_user_pool", "it holds users"],
    ["aws_eip", "its address is given back"],
    ["aws_route53_zone", "its records and its name servers are lost"],
    ["aws_connect_phone_number", "its phone number is given back"],
    ["aws_route53domains_registered_domain", "the domain is given back"],
    ["github_repository", "everything in it goes with it"],
    ["google_sql_database_instance", "it holds data"],
    ["azurerm_storage_account", "it holds data"],
    ["aws_iam_role", undefined],
    ["aws_acm_certificate", undefined],
    ["aws_sns_topic", undefined],
    ["aws_db_subnet_group", undefined],
    ["constructor", undefined],
    ["", undefined],
  ])("says what is lost with %s", (type, lost) => {
    expect(whatIsLost(type)).toBe(lost);
  });
});
