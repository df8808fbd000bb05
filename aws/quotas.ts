/**
 * How many concurrent calls Lambda keeps, of those of a region, for functions that have none of their own: it refuses to
 * reserve one more. Source: AWS Lambda developer guide, "Configuring reserved concurrency for a function".
 */
export const UNRESERVED_CONCURRENCY = 100;

/**
 * Quotas that a catalogue can run into, with what a new account gets.
 * Source: the quota page of each service in the AWS documentation; `adjustable` says whether AWS raises it on request.
 */
export const QUOTAS = {
  vpcs: { limit: 5, adjustable: true, what: "VPCs per region", of: perRegion("aws_vpc") },
  elasticIps: { limit: 5, adjustable: true, what: "Elastic IP addresses per region", of: perRegion("aws_eip") },
  interfaceEndpoints: { limit: 50, adjustable: true, what: "interface endpoints per VPC" },
  namespaces: {
    limit: 50,
    adjustable: true,
    what: "Cloud Map namespaces per region",
    of: perRegion(
      "aws_service_discovery_http_namespace",
      "aws_service_discovery_private_dns_namespace",
      "aws_service_discovery_public_dns_namespace",
    ),
  },
  securityGroups: {
    limit: 2500,
    adjustable: true,
    what: "security groups per region",
    of: perRegion("aws_security_group", "aws_default_security_group"),
  },
  rulesPerSecurityGroup: { limit: 60, adjustable: true, what: "inbound rules per security group" },
  loadBalancers: {
    limit: 50,
    adjustable: true,
    what: "application load balancers per region",
    of: perRegion("aws_lb", "aws_alb"),
  },
  targetGroups: {
    limit: 3000,
    adjustable: true,
    what: "target groups per region",
    of: perRegion("aws_lb_target_group", "aws_alb_target_group"),
  },
  targetGroupsPerLoadBalancer: { limit: 100, adjustable: false, what: "target groups per load balancer" },
  rulesPerLoadBalancer: { limit: 100, adjustable: true, what: "listener rules per load balancer" },
  certificatesPerLoadBalancer: { limit: 25, adjustable: true, what: "certificates per load balancer" },
  certificates: {
    limit: 2500,
    adjustable: true,
    what: "certificates per region",
    of: perRegion("aws_acm_certificate"),
  },
  clusters: { limit: 10_000, adjustable: true, what: "ECS clusters per region", of: perRegion("aws_ecs_cluster") },
  keys: { limit: 100_000, adjustable: true, what: "KMS keys per region", of: perRegion("aws_kms_key") },
  databases: {
    limit: 40,
    adjustable: true,
    what: "database instances per region",
    of: perRegion("aws_db_instance", "aws_rds_cluster_instance"),
  },
  apiDomains: {
    limit: 120,
    adjustable: true,
    what: "domain names of API Gateway per region",
    of: perRegion("aws_apigatewayv2_domain_name", "aws_api_gateway_domain_name"),
  },
  vpcLinks: {
    limit: 10,
    adjustable: true,
    what: "VPC links of API Gateway per region",
    of: perRegion("aws_apigatewayv2_vpc_link"),
  },
  functionConcurrency: {
    limit: 1000,
    adjustable: true,
    what: `concurrent calls of Lambda functions per region, of which ${UNRESERVED_CONCURRENCY} stay free for those that keep none`,
  },
  pipelines: {
    limit: 1000,
    adjustable: true,
    what: "pipelines of CodePipeline per region",
    of: perRegion("aws_codepipeline"),
  },
  buildProjects: {
    limit: 5000,
    adjustable: true,
    what: "projects of CodeBuild per region",
    of: perRegion("aws_codebuild_project"),
  },
  eventRules: {
    limit: 300,
    adjustable: true,
    what: "rules of EventBridge per region",
    of: perRegion("aws_cloudwatch_event_rule"),
  },
  topics: { limit: 100_000, adjustable: true, what: "SNS topics per region", of: perRegion("aws_sns_topic") },
  roles: { limit: 1000, adjustable: true, what: "IAM roles per account", of: perAccount("aws_iam_role") },
  buckets: { limit: 10_000, adjustable: true, what: "S3 buckets per account", of: perAccount("aws_s3_bucket") },
  zones: { limit: 500, adjustable: true, what: "Route 53 zones per account", of: perAccount("aws_route53_zone") },
  distributions: {
    limit: 500,
    adjustable: true,
    what: "CloudFront distributions per account",
    of: perAccount("aws_cloudfront_distribution"),
  },
  originAccessControls: {
    limit: 100,
    adjustable: true,
    what: "origin access controls of CloudFront per account",
    of: perAccount("aws_cloudfront_origin_access_control"),
  },
  edgeFunctions: {
    limit: 100,
    adjustable: true,
    what: "functions of CloudFront per account",
    of: perAccount("aws_cloudfront_function"),
  },
  keyValueStores: {
    limit: 50,
    adjustable: true,
    what: "key-value stores of CloudFront per account",
    of: perAccount("aws_cloudfront_key_value_store"),
  },
  cachePolicies: {
    limit: 20,
    adjustable: true,
    what: "cache policies of CloudFront per account",
    of: perAccount("aws_cloudfront_cache_policy"),
  },
  originRequestPolicies: {
    limit: 20,
    adjustable: true,
    what: "origin request policies of CloudFront per account",
    of: perAccount("aws_cloudfront_origin_request_policy"),
  },
  responseHeadersPolicies: {
    limit: 20,
    adjustable: true,
    what: "response headers policies of CloudFront per account",
    of: perAccount("aws_cloudfront_response_headers_policy"),
  },
  webAcls: {
    limit: 100,
    adjustable: true,
    what: "web ACLs per region",
    of: perRegion("aws_wafv2_web_acl"),
  },
  vpcOrigins: {
    limit: 25,
    adjustable: true,
    what: "VPC origins of CloudFront per account",
    of: perAccount("aws_cloudfront_vpc_origin"),
  },
} as const satisfies Readonly<Record<string, Quota>>;

/** A limit that AWS sets. */
export interface Quota {
  readonly limit: number;
  readonly adjustable: boolean;
  readonly what: string;
  /**
   * The types of resources that count.
   * @default - it is counted inside of something else
   */
  readonly of?: Counted;
}

/** What counts against a quota of an account, or of an account in a region. */
export interface Counted {
  readonly types: readonly string[];
  readonly per: "account" | "region";
}

function perRegion(...types: readonly string[]): Counted {
  return { types, per: "region" };
}

function perAccount(...types: readonly string[]): Counted {
  return { types, per: "account" };
}

/** Name of a quota, as the catalogue may raise it. */
export type QuotaName = keyof typeof QUOTAS;
