/**
 * What a policy is for: `identity` grants to whom it is attached, `trust` says who may take a role, `resource` says who may
 * use a resource, `endpoint` says what may pass a VPC endpoint (it narrows, and grants nothing).
 */
export type PolicyKind = "identity" | "trust" | "resource" | "endpoint";

/** An attribute that holds a policy; `block` when it stands in each block of that name. */
export interface PolicyAttribute {
  readonly kind: PolicyKind;
  readonly attribute: string;
  readonly block?: string;
}

const policy = (kind: PolicyKind, attribute = "policy"): readonly PolicyAttribute[] => [{ kind, attribute }];

/**
 * Where the resources of the AWS provider hold policies.
 * Source: schema of the provider, 5.100.0. Without those that are no IAM policies, such as lifecycles of ECR.
 */
export const POLICY_ATTRIBUTES: Readonly<Record<string, readonly PolicyAttribute[]>> = {
  aws_iam_role: [
    { kind: "trust", attribute: "assume_role_policy" },
    { kind: "identity", block: "inline_policy", attribute: "policy" },
  ],
  aws_iam_policy: policy("identity"),
  aws_iam_role_policy: policy("identity"),
  aws_iam_user_policy: policy("identity"),
  aws_iam_group_policy: policy("identity"),
  aws_ssoadmin_permission_set_inline_policy: policy("identity", "inline_policy"),
  aws_vpc_endpoint: policy("endpoint"),
  aws_vpc_endpoint_policy: policy("endpoint"),
  aws_acmpca_policy: policy("resource"),
  aws_api_gateway_rest_api: policy("resource"),
  aws_api_gateway_rest_api_policy: policy("resource"),
  aws_backup_vault_policy: policy("resource"),
  aws_cloudwatch_event_bus_policy: policy("resource"),
  aws_cloudwatch_log_destination_policy: policy("resource", "access_policy"),
  aws_cloudwatch_log_resource_policy: policy("resource", "policy_document"),
  aws_codeartifact_domain_permissions_policy: policy("resource", "policy_document"),
  aws_codeartifact_repository_permissions_policy: policy("resource", "policy_document"),
  aws_codebuild_resource_policy: policy("resource"),
  aws_dynamodb_resource_policy: policy("resource"),
  aws_ecr_registry_policy: policy("resource"),
  aws_ecr_repository_policy: policy("resource"),
  aws_ecrpublic_repository_policy: policy("resource"),
  aws_efs_file_system_policy: policy("resource"),
  aws_elasticsearch_domain: policy("resource", "access_policies"),
  aws_elasticsearch_domain_policy: policy("resource", "access_policies"),
  aws_glacier_vault: policy("resource", "access_policy"),
  aws_glue_resource_policy: policy("resource"),
  aws_kinesis_resource_policy: policy("resource"),
  aws_kms_external_key: policy("resource"),
  aws_kms_key: policy("resource"),
  aws_kms_key_policy: policy("resource"),
  aws_kms_replica_external_key: policy("resource"),
  aws_kms_replica_key: policy("resource"),
  aws_msk_cluster_policy: policy("resource"),
  aws_opensearch_domain: policy("resource", "access_policies"),
  aws_opensearch_domain_policy: policy("resource", "access_policies"),
  aws_redshift_resource_policy: policy("resource"),
  aws_s3_access_point: policy("resource"),
  aws_s3_bucket: policy("resource"),
  aws_s3_bucket_policy: policy("resource"),
  aws_s3control_access_point_policy: policy("resource"),
  aws_secretsmanager_secret: policy("resource"),
  aws_secretsmanager_secret_policy: policy("resource"),
  aws_ses_identity_policy: policy("resource"),
  aws_sesv2_email_identity_policy: policy("resource"),
  aws_sns_topic: policy("resource"),
  aws_sns_topic_policy: policy("resource"),
  aws_sqs_queue: policy("resource"),
  aws_sqs_queue_policy: policy("resource"),
  aws_vpclattice_auth_policy: policy("resource"),
};

/** The data source that writes a policy of blocks. */
export const POLICY_DATA = "aws_iam_policy_document";

/** Types whose policies are of one of some kinds; what a data source writes may be of any. */
export const typesWithPolicies = (...kinds: readonly PolicyKind[]): readonly string[] => [
  ...Object.entries(POLICY_ATTRIBUTES)
    .filter(([, attributes]) => attributes.some(({ kind }) => kinds.includes(kind)))
    .map(([type]) => type),
  POLICY_DATA,
];
