import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { bucketArn } from "../../aws/arn";

/**
 * What one address may ask in five minutes. High: many visitors share one behind the gateway of a mobile network, and a page
 * is dozens of files. It stops what floods, not what reads a lot.
 */
const MOST_REQUESTS = 10_000;

/** Groups of rules that AWS keeps up. Source: WAF developer guide, "AWS Managed Rules rule groups list". */
const MANAGED = {
  reputation: "AWSManagedRulesAmazonIpReputationList",
  common: "AWSManagedRulesCommonRuleSet",
  "known-bad-inputs": "AWSManagedRulesKnownBadInputsRuleSet",
} as const;

/** What is left out of the log, since it lets in whoever reads it. */
const SECRET_HEADERS = ["authorization", "cookie"];

export interface WebAclProps {
  /** Of the web ACL and of its numbers in CloudWatch; letters, digits, hyphens and underscores. */
  readonly name: string;
  /** What stands behind it; shown in the console. */
  readonly description: string;
  /** Name of the bucket of its logs, which begins with `aws-waf-logs-`. */
  readonly logBucket: string;
  /** The provider of the global region, in which web ACLs of CloudFront stand. */
  readonly provider: TerraformProvider;
}

/** What requests to a distribution have to pass: no known attackers and attacks, and no floods. */
export class WebAcl extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, description, logBucket, provider }: WebAclProps) {
    super(scope, id);
    const acl = new Wafv2WebAcl(this, "Resource", {
      provider,
      name,
      description,
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rule: [limitRequests(name), ...Object.entries(MANAGED).map(useManaged(name))],
      visibilityConfig: visibleAs(name),
    });
    new Wafv2WebAclLoggingConfiguration(this, "logs", {
      provider,
      resourceArn: acl.arn,
      logDestinationConfigs: [bucketArn(logBucket)],
      redactedFields: SECRET_HEADERS.map((header) => ({ singleHeader: { name: header } })),
    });
    this.arn = acl.arn;
  }
}

/**
 * Says 429, which CloudFront passes on. A plain block is 403, and CloudFront takes that for a file that is not there
 * (WAF developer guide, "Using AWS WAF with CloudFront custom error pages").
 */
const limitRequests = (acl: string) => ({
  name: "rate",
  priority: 0,
  action: { block: { customResponse: { responseCode: 429 } } },
  statement: { rate_based_statement: { limit: MOST_REQUESTS, aggregate_key_type: "IP" } },
  visibilityConfig: visibleAs(`${acl}-rate`),
});

const useManaged =
  (acl: string) =>
  ([name, group]: readonly [string, string], index: number) => ({
    name,
    priority: index + 1,
    overrideAction: { none: {} },
    statement: { managed_rule_group_statement: { vendor_name: "AWS", name: group } },
    visibilityConfig: visibleAs(`${acl}-${name}`),
  });

const visibleAs = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: true,
});
