import { arnShape } from "./arn-shape";
import { account, address, digits, distribution, hexadecimal, host, name, port, type Shape, uuid, zone } from "./shape";

/** The ids of EC2 and of services that number things as EC2 does: a prefix and seventeen digits. */
const EC2_PREFIXES: Readonly<Record<string, string>> = {
  aws_ami: "ami",
  aws_default_network_acl: "acl",
  aws_default_route_table: "rtb",
  aws_default_security_group: "sg",
  aws_ebs_volume: "vol",
  aws_efs_access_point: "fsap",
  aws_efs_file_system: "fs",
  aws_efs_mount_target: "fsmt",
  aws_egress_only_internet_gateway: "eigw",
  aws_eip: "eipalloc",
  aws_flow_log: "fl",
  aws_instance: "i",
  aws_internet_gateway: "igw",
  aws_launch_template: "lt",
  aws_nat_gateway: "nat",
  aws_network_acl: "acl",
  aws_network_interface: "eni",
  aws_ec2_managed_prefix_list: "pl",
  aws_route_table: "rtb",
  aws_security_group: "sg",
  aws_service_discovery_http_namespace: "ns",
  aws_service_discovery_private_dns_namespace: "ns",
  aws_service_discovery_service: "srv",
  aws_subnet: "subnet",
  aws_vpc: "vpc",
  aws_vpc_endpoint: "vpce",
  aws_vpc_peering_connection: "pcx",
  aws_vpc_security_group_egress_rule: "sgr",
  aws_vpc_security_group_ingress_rule: "sgr",
};

/** Other ids with a form of their own. */
const IDS: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(
    Object.entries(EC2_PREFIXES).map(([type, prefix]) => [type, hexadecimal(`${prefix}-`, 17)] as const),
  ),
  aws_apigatewayv2_api: hexadecimal("", 10),
  aws_api_gateway_rest_api: hexadecimal("", 10),
  aws_cloudfront_cache_policy: uuid,
  aws_cloudfront_distribution: distribution,
  aws_cloudfront_origin_access_control: distribution,
  aws_cloudfront_response_headers_policy: uuid,
  aws_cognito_user_pool: (input) => `${input.region}_${input.hash.slice(0, 9)}`,
  aws_directory_service_directory: hexadecimal("d-", 10),
  aws_kms_key: uuid,
  aws_route53_zone: zone,
  aws_sqs_queue: (input) => `https://sqs.${input.region}.amazonaws.com/${input.accountId}/${name(input)}`,
  aws_wafv2_ip_set: uuid,
  aws_wafv2_web_acl: uuid,
  github_team: digits,
};

/** Types of which the provider uses the ARN as the id. */
const ARN_IS_ID = new Set([
  "aws_acm_certificate",
  "aws_cloudfront_key_value_store",
  "aws_codebuild_project",
  "aws_codeconnections_connection",
  "aws_codestarconnections_connection",
  "aws_ecs_cluster",
  "aws_ecs_service",
  "aws_iam_openid_connect_provider",
  "aws_iam_policy",
  "aws_kinesis_firehose_delivery_stream",
  "aws_kinesis_stream",
  "aws_lb",
  "aws_lb_listener",
  "aws_lb_listener_rule",
  "aws_lb_target_group",
  "aws_msk_cluster",
  "aws_opensearch_domain",
  "aws_secretsmanager_secret",
  "aws_sfn_state_machine",
  "aws_sns_topic",
]);

/** The attributes of a resource whose names tell what they hold, whatever resource has them. First match wins. */
const ATTRIBUTES: readonly (readonly [RegExp, (type: string) => Shape])[] = [
  [/^arn_suffix$/, (type) => (input) => arnShape(type)(input).replace(/^.*?:(loadbalancer\/)?(?=[^:]*$)/, "")],
  [
    /^execution_arn$/,
    () => (input) => `arn:aws:execute-api:${input.region}:${input.accountId}:${input.hash.slice(0, 10)}`,
  ],
  [
    /(^|_)invoke_arn$/,
    (type) => (input) =>
      `arn:aws:apigateway:${input.region}:lambda:path/2015-03-31/functions/${arnShape(type)(input)}/invocations`,
  ],
  [/(^|_)secret_arn$/, () => arnShape("aws_secretsmanager_secret")],
  [/(^|_)kms_key_arn$/, () => arnShape("aws_kms_key")],
  [/(^|_)role_arn$/, () => arnShape("aws_iam_role")],
  [/(^|_)certificate_arn$/, () => arnShape("aws_acm_certificate")],
  [/(^|_)topic_arn$/, () => arnShape("aws_sns_topic")],
  [/(^|_)arn$/, arnShape],
  [/(^|_)vpc_id$/, () => idShape("aws_vpc")],
  [/(^|_)subnet_id$/, () => idShape("aws_subnet")],
  [/(^|_)security_group_id$/, () => idShape("aws_security_group")],
  [/(^|_)route_table_id$/, () => idShape("aws_route_table")],
  [/(^|_)network_acl_id$/, () => idShape("aws_network_acl")],
  [/(^|_)network_interface_id$/, () => idShape("aws_network_interface")],
  [/(^|_)prefix_list_id$/, () => hexadecimal("pl-", 17)],
  [/(^|_)allocation_id$/, () => hexadecimal("eipalloc-", 17)],
  [/(^|_)instance_id$/, () => idShape("aws_instance")],
  [/(^|_)zone_id$/, () => zone],
  [/^key_id$|(^|_)kms_key_id$/, () => uuid],
  [/(^|_)(ip|ip_address|public_ip|private_ip)$/, () => address],
  [/(^|_)repository_url$/, () => (input) => `${input.accountId}.dkr.ecr.${input.region}.amazonaws.com/${name(input)}`],
  [/(^|_)registry_id$|(^|_)owner_id$|(^|_)account_id$/, () => account],
  [/(^|_)(url|invoke_url)$/, () => (input) => `https://${host(input)}`],
  [/(^|_)port$/, () => port],
  // One of three words; the provider refuses a state with another one.
  [/^delivery_destination_type$/, () => () => "S3"],
  [/(^|_)(dns_name|domain_name|domain|host|hostname|address|endpoint|fqdn|dns)$/, () => host],
];

/** The shape of an id of a resource type. */
function idShape(type: string): Shape {
  return IDS[type] ?? (ARN_IS_ID.has(type) ? arnShape(type) : name);
}

/**
 * The shape of an attribute of a resource.
 *
 * @param type The resource's type; an empty text when only the attribute's name is known.
 */
export function shapeOf(type: string, attribute: string): Shape {
  if (attribute === "id") return idShape(type);
  if (type === "aws_sqs_queue" && attribute === "url") return idShape(type);
  return ATTRIBUTES.find(([pattern]) => pattern.test(attribute))?.[1](type) ?? name;
}
