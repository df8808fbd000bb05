import { type Configuration, first, type Mutation } from "../mutation";
import { SITE } from "../stacks/site";

const DISTRIBUTION = "aws_cloudfront_distribution";
const FUNCTION = "aws_cloudfront_function";

/** A change of the site, told by what it does to the first resource of a type. */
const site = (
  check: number,
  rule: string,
  type: string,
  does: string,
  change: (resource: Configuration, configuration: Configuration) => void,
): Mutation => ({
  check,
  does,
  stack: SITE,
  mutate: (configuration) => change(first(configuration, type), configuration),
  rule,
  address: new RegExp(`^${type}\\.`),
});

/** Gives the policy of the bucket another condition for CloudFront. */
const condition =
  (value: object) =>
  (policy: Configuration): void => {
    const document = JSON.parse(policy.policy);
    document.Statement[1].Condition = value;
    policy.policy = JSON.stringify(document);
  };

const DISTRIBUTIONS: readonly Mutation[] = [
  site(23, "cloudfront-origin-uses-access-control", DISTRIBUTION, "takes the access control from a bucket", (each) => {
    delete each.origin[0].origin_access_control_id;
  }),
  site(23, "cloudfront-origin-uses-access-control", DISTRIBUTION, "reaches a bucket as a website", (each) => {
    each.origin[0].domain_name = "site.s3-website-eu-west-1.amazonaws.com";
  }),
  site(
    23,
    "origin-access-control-always-signs",
    "aws_cloudfront_origin_access_control",
    "lets visitors sign",
    (each) => {
      each.signing_behavior = "no-override";
    },
  ),
  site(
    23,
    "bucket-serves-one-distribution",
    "aws_s3_bucket_policy",
    "lets every distribution into a bucket",
    condition({}),
  ),
  {
    ...site(
      23,
      "bucket-serves-one-distribution",
      "aws_s3_bucket_policy",
      "lets another distribution into a bucket",
      (each) =>
        condition({ StringEquals: { "aws:SourceArn": "arn:aws:cloudfront::111111111111:distribution/E1" } })(each),
    ),
    address: /^aws_cloudfront_distribution\./,
  },
  site(23, "cloudfront-viewers-use-https", DISTRIBUTION, "serves plain HTTP", (each) => {
    each.default_cache_behavior.viewer_protocol_policy = "allow-all";
  }),
  site(23, "cloudfront-reaches-origins-by-https", DISTRIBUTION, "reaches an origin by plain HTTP", (each) => {
    each.origin[1].custom_origin_config.origin_protocol_policy = "http-only";
  }),
  site(23, "cloudfront-uses-modern-tls", DISTRIBUTION, "speaks TLS 1.1 with visitors", (each) => {
    each.viewer_certificate.minimum_protocol_version = "TLSv1.1_2016";
  }),
  site(23, "cloudfront-has-its-certificate", DISTRIBUTION, "takes CloudFront's own certificate", (each) => {
    each.viewer_certificate = { cloudfront_default_certificate: true };
  }),
  site(
    23,
    "cloudfront-has-its-certificate",
    DISTRIBUTION,
    "makes the certificate in another region",
    (_, { resource }) => {
      delete resource.aws_acm_certificate.site.provider;
    },
  ),
  site(23, "cloudfront-caches-by-policy", DISTRIBUTION, "caches by forwarded_values", (each) => {
    delete each.default_cache_behavior.cache_policy_id;
    each.default_cache_behavior.forwarded_values = { query_string: false, cookies: { forward: "none" } };
  }),
  site(23, "cloudfront-adds-security-headers", DISTRIBUTION, "takes the headers from an API's answers", (each) => {
    delete each.ordered_cache_behavior[0].response_headers_policy_id;
  }),
  site(23, "cloudfront-has-default-root-object", DISTRIBUTION, "forgets what stands at the root", (each) => {
    delete each.default_root_object;
  }),
  site(23, "cloudfront-has-web-acl-in-production", DISTRIBUTION, "takes the web ACL from production", (each) => {
    delete each.web_acl_id;
  }),
  site(23, "cloudfront-writes-access-logs", DISTRIBUTION, "takes the access log away", (_, { resource }) => {
    delete resource.aws_cloudwatch_log_delivery;
  }),
  site(23, "cloudfront-aliases-have-records", DISTRIBUTION, "forgets the record for IPv6", (_, { resource }) => {
    delete resource.aws_route53_record.ipv6;
  }),
  site(23, "cloudfront-aliases-have-records", DISTRIBUTION, "adds a name without a record", (each) => {
    each.aliases.push("www.example.com");
  }),
  site(23, "web-acl-has-rules", "aws_wafv2_web_acl", "takes all rules from a web ACL", (each) => {
    delete each.rule;
  }),
  site(23, "web-acl-has-metrics", "aws_wafv2_web_acl", "stops a rule of a web ACL from counting", (each) => {
    each.rule[0].visibility_config.cloudwatch_metrics_enabled = false;
  }),
  site(23, "web-acl-writes-logs", "aws_wafv2_web_acl", "takes the log from a web ACL", (_, { resource }) => {
    delete resource.aws_wafv2_web_acl_logging_configuration;
  }),
];

const FUNCTIONS: readonly Mutation[] = [
  site(24, "cloudfront-function-fits", FUNCTION, "lets the code of an edge function grow past 10 KB", (each) => {
    each.code += `// ${"x".repeat(10_240)}`;
  }),
  site(24, "cloudfront-function-parses", FUNCTION, "breaks the code of an edge function", (each) => {
    each.code = each.code.replace("}", "");
  }),
  site(24, "cloudfront-function-runs-js-2", FUNCTION, "runs an edge function on the old runtime", (each) => {
    each.runtime = "cloudfront-js-1.0";
  }),
  site(24, "cloudfront-function-is-published", FUNCTION, "does not publish an edge function", (each) => {
    each.publish = false;
  }),
  {
    check: 24,
    does: "stores a value of more than 1 KB at the edge",
    stack: SITE,
    mutate: ({ resource }) => {
      resource.aws_cloudfrontkeyvaluestore_key = {
        long: { key_value_store_arn: "arn", key: "app.example.com/", value: "x".repeat(1_025) },
      };
    },
    rule: "key-value-store-entries-fit",
    address: /^aws_cloudfrontkeyvaluestore_key\./,
  },
];

export const SITE_MUTATIONS: readonly Mutation[] = [...DISTRIBUTIONS, ...FUNCTIONS];
