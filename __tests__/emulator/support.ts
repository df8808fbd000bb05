/** What the emulator can do with a type of resource, tried by the life of real stacks. */
export interface Support {
  /**
   * - `full`: it is applied, a second plan of it is empty, it is changed in place, and destroyed
   * - `apply-only`: the same, but for what is named
   * - `plan-only`: it cannot be applied
   */
  readonly level: "full" | "apply-only" | "plan-only";
  /**
   * The attributes that differ in a second plan, as paths; `[]` stands for any item of a list.
   * @default - none
   */
  readonly differs?: readonly string[];
  /**
   * Whether it stays in the emulator when it is destroyed.
   * @default false
   */
  readonly stays?: boolean;
  /**
   * How it is changed in place: by a tag; by another text in the JSON of an attribute; or not at all, as the provider
   * replaces it for every attribute that the stacks set, or as they set nothing but what other resources are called.
   * @default "tag"
   */
  readonly update?: Update;
  /**
   * Why it is not `full`.
   * @default - it is
   */
  readonly because?: string;
  /**
   * What the emulator lacks and a stand-in of ours does (`__tests__/support/emulator.py`).
   * @default - nothing
   */
  readonly standIn?: string;
}

export type Update = "tag" | "none" | TextEdit;

export interface TextEdit {
  readonly attribute: string;
  readonly from: string;
  readonly to: string;
}

const FULL: Support = { level: "full" };
const NEVER_UPDATED: Support = { level: "full", update: "none" };
const updated = (attribute: string, from: string, to: string): Support => ({
  level: "full",
  update: { attribute, from, to },
});
const OTHER_SID = ['"Sid":"', '"Sid":"Other'] as const;

/** By type, sorted. The tests try each, and fail where one does less than is written here, or more. */
export const SUPPORT: Readonly<Record<string, Support>> = {
  aws_acm_certificate: FULL,
  aws_acm_certificate_validation: NEVER_UPDATED,
  aws_apigatewayv2_api: { ...FULL, standIn: "whether they speak IPv6" },
  aws_apigatewayv2_api_mapping: NEVER_UPDATED,
  aws_apigatewayv2_domain_name: { ...FULL, standIn: "domains that become available, and are changed" },
  aws_apigatewayv2_integration: updated("description", "live version", "version that is live"),
  aws_apigatewayv2_route: updated("route_key", "$default", "ANY /{path+}"),
  aws_apigatewayv2_stage: { ...FULL, standIn: "stages that are changed" },
  aws_appautoscaling_policy: updated(
    "target_tracking_scaling_policy_configuration",
    '"scale_in_cooldown":300',
    '"scale_in_cooldown":301',
  ),
  aws_appautoscaling_target: { ...FULL, standIn: "the tags of scalable targets" },
  aws_cloudfront_distribution: {
    ...FULL,
    standIn: "the function that it runs, and how it signs what it asks an origin",
  },
  aws_cloudfront_function: {
    ...updated("code", 'const ACCESS = "public"', 'const ACCESS = "password"'),
    standIn: "functions that are changed and published",
  },
  aws_cloudfront_key_value_store: {
    ...updated("comment", "Which", "Behind which"),
    standIn: "its keys",
  },
  aws_cloudfront_origin_access_control: updated("description", "Signs", "Always signs"),
  aws_cloudfront_response_headers_policy: {
    ...updated("security_headers_config", '"frame_option":"DENY"', '"frame_option":"SAMEORIGIN"'),
    standIn: "policies of response headers",
  },
  aws_cloudtrail: {
    level: "apply-only",
    stays: true,
    because: "a trail is deleted by its ARN, and found by its name alone",
  },
  aws_cloudwatch_event_rule: FULL,
  aws_cloudwatch_event_target: updated("input_transformer", "The emergency role", "The role for emergencies"),
  aws_cloudwatch_log_delivery: FULL,
  aws_cloudwatch_log_delivery_destination: FULL,
  aws_cloudwatch_log_delivery_source: FULL,
  aws_cloudwatch_log_group: FULL,
  aws_cloudwatch_metric_alarm: FULL,
  aws_codebuild_project: { ...FULL, standIn: "projects that a pipeline feeds, and that are changed or go" },
  aws_codedeploy_app: { ...FULL, standIn: "applications that go" },
  aws_codedeploy_deployment_group: { ...FULL, standIn: "their alarms, and groups that are changed or go" },
  aws_codepipeline: { ...FULL, standIn: "when they were made, as a number" },
  aws_default_network_acl: {
    level: "apply-only",
    stays: true,
    because: "it goes with its VPC on AWS, and outlives it here",
  },
  aws_default_route_table: FULL,
  aws_default_security_group: FULL,
  aws_ecr_lifecycle_policy: NEVER_UPDATED,
  aws_ecr_repository: FULL,
  aws_ecr_repository_policy: updated("policy", ...OTHER_SID),
  aws_ecs_cluster: FULL,
  aws_ecs_cluster_capacity_providers: updated("default_capacity_provider_strategy", '"weight":1', '"weight":2'),
  aws_ecs_service: { ...FULL, standIn: "the settings that a service is created with" },
  aws_ecs_task_definition: FULL,
  aws_egress_only_internet_gateway: FULL,
  aws_eip: FULL,
  aws_flow_log: FULL,
  aws_iam_openid_connect_provider: FULL,
  aws_iam_policy: FULL,
  aws_iam_role: FULL,
  aws_iam_role_policy: updated("policy", ...OTHER_SID),
  aws_iam_role_policy_attachment: NEVER_UPDATED,
  aws_internet_gateway: FULL,
  aws_kms_alias: NEVER_UPDATED,
  aws_kms_key: FULL,
  aws_lambda_alias: updated("description", "is live", "answers"),
  aws_lambda_function: { ...FULL, standIn: "where their log and their failed events go" },
  aws_lambda_permission: NEVER_UPDATED,
  aws_lb: FULL,
  aws_lb_listener: FULL,
  aws_lb_listener_certificate: NEVER_UPDATED,
  aws_lb_listener_rule: FULL,
  aws_lb_target_group: FULL,
  aws_nat_gateway: FULL,
  aws_route: NEVER_UPDATED,
  aws_route53_record: updated("ttl", "3600", "3601"),
  aws_route53_zone: FULL,
  aws_route_table: FULL,
  aws_route_table_association: NEVER_UPDATED,
  aws_s3_bucket: FULL,
  aws_s3_bucket_lifecycle_configuration: {
    ...updated("rule", '"days_after_initiation":7', '"days_after_initiation":8'),
    standIn: "how many replaced versions stay",
  },
  aws_s3_bucket_logging: updated("target_prefix", "records/", "state/"),
  aws_s3_bucket_notification: {
    ...updated("eventbridge", "true", "false"),
    standIn: "that a bucket tells EventBridge",
  },
  aws_s3_bucket_ownership_controls: updated("rule", "BucketOwnerEnforced", "BucketOwnerPreferred"),
  aws_s3_bucket_policy: updated("policy", ...OTHER_SID),
  aws_s3_bucket_public_access_block: updated("ignore_public_acls", "true", "false"),
  aws_s3_bucket_server_side_encryption_configuration: updated("rule", "AES256", "aws:kms"),
  aws_s3_bucket_versioning: updated("versioning_configuration", "Enabled", "Suspended"),
  aws_s3_object: updated("cache_control", "no-store", "no-cache"),
  aws_secretsmanager_secret: FULL,
  aws_security_group: FULL,
  aws_service_discovery_http_namespace: FULL,
  aws_sns_topic: FULL,
  aws_sns_topic_policy: updated("policy", ...OTHER_SID),
  aws_sns_topic_subscription: NEVER_UPDATED,
  aws_sqs_queue: { ...FULL, standIn: "which queues put into them what was failed" },
  aws_sqs_queue_policy: updated("policy", ...OTHER_SID),
  aws_subnet: { ...FULL, standIn: "the IPv6 ranges of subnets" },
  aws_vpc: FULL,
  aws_vpc_endpoint: FULL,
  aws_vpc_security_group_egress_rule: FULL,
  aws_vpc_security_group_ingress_rule: {
    level: "apply-only",
    differs: ["description"],
    because: "the description of a rule for another security group is forgotten",
  },
  aws_wafv2_web_acl: FULL,
  aws_wafv2_web_acl_logging_configuration: updated("redacted_fields", '"cookie"', '"x-api-key"'),
};
