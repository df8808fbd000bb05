import { type Configuration, first, type Mutation } from "../mutation";
import { DATA_STACK } from "../stacks/data-stack";

/** Changes the first resource of a type in the stack of data that stands in the fixtures. */
const inData = (
  check: number,
  rule: string,
  does: string,
  type: string,
  change: (resource: Configuration) => void,
): Mutation => ({
  check,
  does,
  stack: DATA_STACK,
  mutate: (configuration) => change(first(configuration, type)),
  rule,
  address: new RegExp(`^${type}\\.`),
});

/** Takes a companion of a bucket away from a stack of the example organisation. */
const withoutCompanion = (rule: string, does: string, type: string): Mutation => ({
  check: 22,
  does,
  stack: "main-platform",
  mutate: (configuration) => {
    delete configuration.resource[type];
  },
  rule,
  address: /^aws_s3_bucket\./,
});

const BUCKETS: readonly Mutation[] = [
  withoutCompanion("bucket-blocks-public-access", "opens a bucket", "aws_s3_bucket_public_access_block"),
  withoutCompanion("bucket-has-one-owner", "lets lists open objects", "aws_s3_bucket_ownership_controls"),
  withoutCompanion("bucket-keeps-versions", "keeps no versions", "aws_s3_bucket_versioning"),
  withoutCompanion("bucket-has-a-lifecycle", "keeps all for ever", "aws_s3_bucket_lifecycle_configuration"),
  withoutCompanion("bucket-demands-tls", "takes objects without TLS", "aws_s3_bucket_policy"),
  withoutCompanion(
    "bucket-is-encrypted",
    "says nothing of encryption",
    "aws_s3_bucket_server_side_encryption_configuration",
  ),
  {
    check: 22,
    does: "opens a bucket in one of four ways",
    stack: "main-platform",
    mutate: (configuration) => {
      first(configuration, "aws_s3_bucket_public_access_block").restrict_public_buckets = false;
    },
    rule: "bucket-blocks-public-access",
    address: /^aws_s3_bucket_public_access_block\./,
  },
  {
    check: 22,
    does: "sets the policy of a bucket at once with its block",
    stack: "main-platform",
    mutate: (configuration) => {
      delete first(configuration, "aws_s3_bucket_policy").depends_on;
    },
    rule: "bucket-policy-waits-for-the-block",
    address: /^aws_s3_bucket_policy\./,
  },
  {
    check: 22,
    does: "lets a plan empty a bucket of production",
    stack: "main-platform",
    mutate: (configuration) => {
      first(configuration, "aws_s3_bucket").force_destroy = true;
    },
    rule: "production-bucket-is-never-emptied",
    address: /^aws_s3_bucket\./,
  },
  {
    check: 22,
    does: "logs no access to a bucket",
    stack: DATA_STACK,
    mutate: (configuration) => {
      delete configuration.resource.aws_s3_bucket_logging;
    },
    rule: "bucket-access-is-logged",
    address: /^aws_s3_bucket\.files$/,
  },
];

const DB = "aws_db_instance";

const DATABASES: readonly Mutation[] = [
  inData(27, "database-is-encrypted", "does not encrypt a database", DB, (db) => {
    db.storage_encrypted = false;
  }),
  inData(27, "database-is-encrypted", "encrypts a database with the key of AWS", DB, (db) => {
    delete db.kms_key_id;
  }),
  inData(27, "database-is-not-public", "puts a database into the internet", DB, (db) => {
    db.publicly_accessible = true;
  }),
  inData(27, "database-password-is-managed", "lets Terraform know the password of a database", DB, (db) => {
    delete db.manage_master_user_password;
    db.password = "${random_password.orders.result}";
  }),
  inData(27, "production-database-refuses-deletion", "lets a database be deleted", DB, (db) => {
    db.deletion_protection = false;
  }),
  inData(27, "production-database-keeps-backups", "keeps backups for a week", DB, (db) => {
    db.backup_retention_period = 7;
  }),
  inData(27, "production-database-spans-zones", "puts a database into one zone", DB, (db) => {
    db.multi_az = false;
  }),
  inData(27, "database-leaves-a-final-snapshot", "leaves no snapshot behind", DB, (db) => {
    db.skip_final_snapshot = true;
  }),
  inData(27, "database-exports-its-logs", "keeps the logs of a database in it", DB, (db) => {
    db.enabled_cloudwatch_logs_exports = [];
  }),
  inData(27, "database-snapshots-keep-tags", "leaves snapshots without tags", DB, (db) => {
    delete db.copy_tags_to_snapshot;
  }),
  inData(27, "database-knows-iam-users", "lets passwords alone into a database", DB, (db) => {
    db.iam_database_authentication_enabled = false;
  }),
  inData(27, "database-takes-minor-upgrades", "leaves a database on its minor version", DB, (db) => {
    db.auto_minor_version_upgrade = false;
  }),
];

/** Types that may lose data or hold them, each with its guard taken away. */
const UNGUARDED: readonly Mutation[] = [
  DB,
  "aws_dynamodb_table",
  "aws_efs_file_system",
  "aws_elasticache_replication_group",
  "aws_kms_key",
  "aws_msk_cluster",
  "aws_opensearch_domain",
  "aws_route53_zone",
  "aws_s3_bucket",
].map((type) =>
  inData(28, "production-data-cannot-be-destroyed", `lets a plan destroy an ${type}`, type, (resource) => {
    delete resource.lifecycle;
  }),
);

const STATEFUL: readonly Mutation[] = [
  {
    check: 28,
    does: "lets plain text into a database",
    stack: DATA_STACK,
    mutate: (configuration) => {
      first(configuration, "aws_db_parameter_group").parameter[0].value = "0";
    },
    rule: "database-demands-tls",
    address: /^aws_db_instance\./,
  },
  inData(28, "key-rotates", "never rotates a key", "aws_kms_key", (key) => {
    key.enable_key_rotation = false;
  }),
  inData(28, "key-waits-before-it-is-deleted", "deletes a key after a week", "aws_kms_key", (key) => {
    key.deletion_window_in_days = 7;
  }),
  inData(28, "file-system-is-encrypted", "does not encrypt a file system", "aws_efs_file_system", (fileSystem) => {
    fileSystem.encrypted = false;
  }),
  inData(28, "file-system-demands-tls", "mounts without TLS", "aws_efs_file_system_policy", (policy) => {
    policy.policy = policy.policy.replace("Deny", "Allow");
  }),
  inData(28, "search-domain-is-encrypted", "lets nodes talk in plain text", "aws_opensearch_domain", (domain) => {
    domain.node_to_node_encryption.enabled = false;
  }),
  inData(28, "stream-cluster-is-encrypted", "lets brokers answer in plain text", "aws_msk_cluster", (cluster) => {
    cluster.encryption_info.encryption_in_transit.client_broker = "TLS_PLAINTEXT";
  }),
  inData(28, "cache-is-encrypted", "reads a cache in plain text", "aws_elasticache_replication_group", (cache) => {
    cache.transit_encryption_enabled = false;
  }),
  inData(28, "table-is-encrypted", "encrypts a table with the key of AWS", "aws_dynamodb_table", (table) => {
    delete table.server_side_encryption;
  }),
  inData(28, "table-can-be-restored", "loses what is overwritten in a table", "aws_dynamodb_table", (table) => {
    table.point_in_time_recovery.enabled = false;
  }),
  inData(28, "production-database-refuses-deletion", "lets a table be deleted", "aws_dynamodb_table", (table) => {
    table.deletion_protection_enabled = false;
  }),
  inData(28, "queue-is-encrypted", "does not encrypt a queue", "aws_sqs_queue", (queue) => {
    delete queue.kms_master_key_id;
  }),
  inData(28, "queue-has-a-dead-letter-queue", "loses what nobody can work on", "aws_sqs_queue", (queue) => {
    delete queue.redrive_policy;
  }),
  inData(28, "queue-demands-tls", "takes messages without TLS", "aws_sqs_queue", (queue) => {
    delete queue.policy;
  }),
  inData(28, "topic-is-encrypted", "keeps messages in plain text", "aws_sns_topic", (topic) => {
    delete topic.kms_master_key_id;
  }),
  inData(28, "queue-demands-tls", "takes events without TLS", "aws_sns_topic", (topic) => {
    topic.policy = topic.policy.replace('"false"', '"true"');
  }),
];

export const STORAGE_MUTATIONS: readonly Mutation[] = [...BUCKETS, ...DATABASES, ...UNGUARDED, ...STATEFUL];
