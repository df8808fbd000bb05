import { distribution, name, type Shape, type ShapeInput, uuid, zone } from "./shape";

/** The service part of an ARN, by the start of the resource type; the longest that fits wins. EC2 where none does. */
const ARN_SERVICES: Readonly<Record<string, string>> = {
  aws_acm: "acm",
  aws_api_gateway: "apigateway",
  aws_apigatewayv2: "apigateway",
  aws_backup: "backup",
  aws_cloudfront: "cloudfront",
  aws_cloudwatch_event: "events",
  aws_cloudwatch_log: "logs",
  aws_cloudwatch_metric: "cloudwatch",
  aws_codeartifact: "codeartifact",
  aws_codebuild: "codebuild",
  aws_codeconnections: "codeconnections",
  aws_codedeploy: "codedeploy",
  aws_codepipeline: "codepipeline",
  aws_codestarconnections: "codestar-connections",
  aws_cognito: "cognito-idp",
  aws_db: "rds",
  aws_dynamodb: "dynamodb",
  aws_ecr: "ecr",
  aws_ecs: "ecs",
  aws_efs: "elasticfilesystem",
  aws_elasticache: "elasticache",
  aws_iam: "iam",
  aws_kinesis: "kinesis",
  aws_kinesis_firehose: "firehose",
  aws_kms: "kms",
  aws_lambda: "lambda",
  aws_lb: "elasticloadbalancing",
  aws_media_convert: "mediaconvert",
  aws_medialive: "medialive",
  aws_msk: "kafka",
  aws_opensearch: "es",
  aws_rds: "rds",
  aws_route53: "route53",
  aws_s3: "s3",
  aws_scheduler: "scheduler",
  aws_secretsmanager: "secretsmanager",
  aws_service_discovery: "servicediscovery",
  aws_sfn: "states",
  aws_sns: "sns",
  aws_sqs: "sqs",
  aws_ssm: "ssm",
  aws_wafv2: "wafv2",
  aws_workspaces: "workspaces",
};

/** The resource part of an ARN where it is more than a kind and a name. */
const ARN_RESOURCES: Readonly<Record<string, Shape>> = {
  aws_acm_certificate: (input) => `certificate/${uuid(input)}`,
  aws_apigatewayv2_api: ({ hash }) => `/apis/${hash.slice(0, 10)}`,
  aws_cloudfront_distribution: (input) => `distribution/${distribution(input)}`,
  aws_cloudfront_key_value_store: (input) => `key-value-store/${uuid(input)}`,
  aws_cloudwatch_event_rule: (input) => `rule/${name(input)}`,
  aws_cloudwatch_log_group: (input) => `log-group:/${name(input)}`,
  aws_codedeploy_app: (input) => `application:${name(input)}`,
  aws_codedeploy_deployment_group: (input) => `deploymentgroup:${name(input)}/${name(input)}`,
  aws_codepipeline: name,
  aws_db_instance: (input) => `db:${name(input)}`,
  aws_ecs_task_definition: (input) => `task-definition/${name(input)}:1`,
  aws_iam_openid_connect_provider: (input) => `oidc-provider/${name(input)}.example.com`,
  aws_kinesis_firehose_delivery_stream: (input) => `deliverystream/${name(input)}`,
  aws_kms_key: (input) => `key/${uuid(input)}`,
  aws_lambda_alias: (input) => `function:${name(input)}:${name(input)}`,
  aws_lambda_function: (input) => `function:${name(input)}`,
  aws_lb: (input) => `loadbalancer/app/${name(input)}/${input.hash.slice(0, 16)}`,
  aws_lb_listener: (input) => `listener/app/${name(input)}/${input.hash.slice(0, 16)}/${input.hash.slice(16, 32)}`,
  aws_lb_target_group: (input) => `targetgroup/${name(input)}/${input.hash.slice(0, 16)}`,
  aws_rds_cluster: (input) => `cluster:${name(input)}`,
  aws_route53_zone: (input) => `hostedzone/${zone(input)}`,
  aws_s3_bucket: name,
  aws_secretsmanager_secret: (input) => `secret:${name(input)}-${input.hash.slice(17, 23)}`,
  aws_sfn_state_machine: (input) => `stateMachine:${name(input)}`,
  aws_sns_topic: name,
  aws_sqs_queue: name,
  aws_wafv2_web_acl: (input) => `regional/webacl/${name(input)}/${uuid(input)}`,
};

/** Services whose ARNs name no region, and those whose ARNs name no account. */
const NO_REGION = new Set(["cloudfront", "iam", "route53", "s3"]);
const NO_ACCOUNT = new Set(["apigateway", "route53", "s3"]);

/** The shape of the ARN of a resource type. */
export function arnShape(type: string): Shape {
  const start = Object.keys(ARN_SERVICES)
    .filter((prefix) => type === prefix || type.startsWith(`${prefix}_`))
    .reduce((longest, prefix) => (prefix.length > longest.length ? prefix : longest), "");
  const service = ARN_SERVICES[start] ?? "ec2";
  const kind = type.slice((start || "aws").length + 1).replaceAll("_", "-");
  const resource = ARN_RESOURCES[type] ?? ((input: ShapeInput) => (kind ? `${kind}/${name(input)}` : name(input)));
  return (input) => {
    const region = NO_REGION.has(service) ? "" : input.region;
    const account = NO_ACCOUNT.has(service) ? "" : input.accountId;
    return `arn:aws:${service}:${region}:${account}:${resource(input)}`;
  };
}
