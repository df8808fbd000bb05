import type { JsonObject } from "../../../terraform-json/json";

const guarded = { lifecycle: { prevent_destroy: true } };
const KEY = "${aws_kms_key.data.arn}";

/** Refuses whatever comes without TLS. */
const tlsOnly = (actions: string, ...resources: readonly string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "NothingWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: actions,
        Resource: resources,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });

/** A bucket, with all that belongs to one. */
const bucketNamed = (name: string) => {
  const bucket = `\${aws_s3_bucket.${name}.bucket}`;
  return {
    aws_s3_bucket: { bucket: `example-prod-${name}`, force_destroy: false, ...guarded },
    aws_s3_bucket_public_access_block: {
      bucket,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    },
    aws_s3_bucket_ownership_controls: { bucket, rule: { object_ownership: "BucketOwnerEnforced" } },
    aws_s3_bucket_server_side_encryption_configuration: {
      bucket,
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY } }],
    },
    aws_s3_bucket_versioning: { bucket, versioning_configuration: { status: "Enabled" } },
    aws_s3_bucket_lifecycle_configuration: {
      bucket,
      rule: [
        { id: "expire", status: "Enabled", filter: [{}], noncurrent_version_expiration: [{ noncurrent_days: 30 }] },
      ],
    },
    aws_s3_bucket_policy: {
      bucket,
      policy: tlsOnly("s3:*", `arn:aws:s3:::example-prod-${name}`, `arn:aws:s3:::example-prod-${name}/*`),
      depends_on: [`aws_s3_bucket_public_access_block.${name}`],
    },
  };
};

/** Of some buckets: resources by type and name. */
function buckets(...names: readonly string[]): Record<string, Record<string, object>> {
  const all: Record<string, Record<string, object>> = {};
  for (const name of names) {
    for (const [type, values] of Object.entries(bucketNamed(name))) all[type] = { ...all[type], [name]: values };
  }
  return all;
}

/**
 * The data of a production environment, as they are to be: nothing here violates a rule, and mutations take it from there.
 * No stack of the example organisation holds databases yet.
 */
export const DATA_STACK = {
  "//": { infra: { kind: "data", network: "main", environment: "prod", production: true } },
  terraform: {
    backend: {
      s3: {
        bucket: "example-main-state-222222222222",
        key: "prod-data",
        region: "eu-west-1",
        encrypt: true,
        kms_key_id: "arn:aws:kms:eu-west-1:222222222222:alias/main-state",
        use_lockfile: true,
        allowed_account_ids: ["222222222222"],
      },
    },
    required_version: "~> 1.11",
    required_providers: { aws: { source: "aws", version: "5.100.0" } },
  },
  provider: {
    aws: [
      {
        region: "eu-west-1",
        allowed_account_ids: ["222222222222"],
        default_tags: [
          {
            tags: {
              "managed-by": "terraform",
              repo: "example/infra",
              owner: "platform",
              "cost-center": "1",
              service: "data",
              "data-class": "restricted",
              environment: "prod",
            },
          },
        ],
      },
    ],
  },
  resource: {
    ...buckets("files", "logs"),
    aws_s3_bucket_logging: {
      files: {
        bucket: "${aws_s3_bucket.files.bucket}",
        target_bucket: "${aws_s3_bucket.logs.bucket}",
        target_prefix: "files/",
      },
    },
    aws_kms_key: {
      data: { description: "Data of prod", enable_key_rotation: true, deletion_window_in_days: 30, ...guarded },
    },
    aws_db_parameter_group: { orders: { family: "postgres16", parameter: [{ name: "rds.force_ssl", value: "1" }] } },
    aws_db_instance: {
      orders: {
        identifier: "orders",
        instance_class: "db.m7g.large",
        allocated_storage: 100,
        username: "root_of_orders",
        engine: "postgres",
        engine_version: "16.3",
        storage_encrypted: true,
        kms_key_id: KEY,
        publicly_accessible: false,
        manage_master_user_password: true,
        master_user_secret_kms_key_id: KEY,
        deletion_protection: true,
        backup_retention_period: 30,
        multi_az: true,
        skip_final_snapshot: false,
        final_snapshot_identifier: "orders-final",
        enabled_cloudwatch_logs_exports: ["postgresql", "upgrade"],
        copy_tags_to_snapshot: true,
        iam_database_authentication_enabled: true,
        auto_minor_version_upgrade: true,
        parameter_group_name: "${aws_db_parameter_group.orders.name}",
        ...guarded,
      },
    },
    aws_efs_file_system: { files: { encrypted: true, kms_key_id: KEY, ...guarded } },
    aws_efs_file_system_policy: {
      files: {
        file_system_id: "${aws_efs_file_system.files.id}",
        policy: tlsOnly("*", "${aws_efs_file_system.files.arn}"),
      },
    },
    aws_opensearch_domain: {
      search: {
        domain_name: "search",
        encrypt_at_rest: { enabled: true, kms_key_id: KEY },
        node_to_node_encryption: { enabled: true },
        domain_endpoint_options: { enforce_https: true, tls_security_policy: "Policy-Min-TLS-1-2-PFS-2023-10" },
        ...guarded,
      },
    },
    aws_msk_cluster: {
      stream: {
        cluster_name: "stream",
        kafka_version: "3.8.x",
        number_of_broker_nodes: 3,
        broker_node_group_info: {
          instance_type: "kafka.m7g.large",
          client_subnets: ["subnet-a", "subnet-b", "subnet-c"],
          security_groups: ["sg-stream"],
        },
        encryption_info: {
          encryption_at_rest_kms_key_arn: KEY,
          encryption_in_transit: { client_broker: "TLS", in_cluster: true },
        },
        ...guarded,
      },
    },
    aws_elasticache_replication_group: {
      sessions: {
        replication_group_id: "sessions",
        description: "Sessions of prod",
        at_rest_encryption_enabled: true,
        transit_encryption_enabled: true,
        kms_key_id: KEY,
        ...guarded,
      },
    },
    aws_dynamodb_table: {
      baskets: {
        name: "baskets",
        hash_key: "id",
        attribute: [{ name: "id", type: "S" }],
        billing_mode: "PAY_PER_REQUEST",
        server_side_encryption: { enabled: true, kms_key_arn: KEY },
        point_in_time_recovery: { enabled: true },
        deletion_protection_enabled: true,
        ...guarded,
      },
    },
    aws_sqs_queue: {
      orders: {
        name: "orders",
        kms_master_key_id: KEY,
        redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.dead.arn}","maxReceiveCount":5}',
        policy: tlsOnly("sqs:*", "*"),
      },
      dead: { name: "orders-dead", sqs_managed_sse_enabled: true, policy: tlsOnly("sqs:*", "*") },
    },
    aws_sns_topic: { events: { name: "events", kms_master_key_id: KEY, policy: tlsOnly("sns:Publish", "*") } },
    aws_route53_zone: { names: { name: "example.org", ...guarded } },
  },
} as const satisfies object as unknown as JsonObject;
