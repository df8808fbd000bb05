import { demandSet, violationAt } from "../../demand";
import { one } from "../../examples";
import { isBucket, originsOf } from "../../parse/distributions";
import type { Judgement, Rule } from "../../rule";
import { blocksIn, isUnknown, textIn } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

export const cloudfrontOriginUsesAccessControl: Rule = {
  id: "cloudfront-origin-uses-access-control",
  what: "CloudFront reaches S3 buckets by an origin access control, never as a website or by an origin access identity.",
  why: "A bucket that is a website is open to everybody, past CloudFront and its firewall; an identity signs in an old way, without KMS.",
  fix: "Set origin_access_control_id and take the bucket's bucket_regional_domain_name.",
  severity: "high",
  checks: [23],
  controls: ["FSBP CloudFront.13"],
  types: ["aws_cloudfront_distribution"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const origin of ofType(view, "aws_cloudfront_distribution").flatMap(originsOf)) {
      const { domain_name: domain, s3_origin_config: legacy, custom_origin_config: custom } = origin.block ?? {};
      const domainText = isUnknown(domain) ? domain.template : textIn(domain);
      const isWebsite = /s3-website|\.website_endpoint\b/.test(domainText ?? "");
      if (isWebsite) yield violationAt(origin, "domain_name", "reaches a bucket as a website");
      else if (isBucket(origin)) {
        const identity = blocksIn(legacy)[0]?.origin_access_identity;
        if (identity !== undefined && identity !== null && identity !== "") {
          yield violationAt(origin, "s3_origin_config", "reaches a bucket by an origin access identity");
        } else if (blocksIn(custom).length > 0) {
          yield violationAt(origin, "custom_origin_config", "reaches a bucket like any web server, without signing in");
        } else
          yield* demandSet(origin, "origin_access_control_id", "reaches a bucket without an origin access control");
      }
    }
  },
  passes: [
    {
      shows: "an origin access control",
      configuration: origin("orders.s3.eu-west-1.amazonaws.com", {
        origin_access_control_id: "${aws_cloudfront_origin_access_control.b.id}",
      }),
    },
    {
      shows: "a load balancer",
      configuration: origin("web.example.com", { custom_origin_config: { https_port: 443 } }),
    },
  ],
  fails: [
    { shows: "a bucket whose name is a variable", configuration: origin("${var.name}.s3.amazonaws.com", {}) },
    { shows: "nothing that signs in", configuration: origin("${aws_s3_bucket.b.bucket_regional_domain_name}", {}) },
    {
      shows: "an origin access identity",
      configuration: origin("orders.s3.amazonaws.com", {
        s3_origin_config: { origin_access_identity: "origin-access-identity/cloudfront/E127" },
      }),
    },
    {
      shows: "a website",
      configuration: origin("orders.s3-website-eu-west-1.amazonaws.com", { custom_origin_config: { http_port: 80 } }),
    },
    {
      shows: "a website by reference",
      configuration: origin("${aws_s3_bucket_website_configuration.b.website_endpoint}", { custom_origin_config: {} }),
    },
  ],
};

function origin(domain: string, others: object): object {
  return one("aws_cloudfront_distribution", { origin: [{ domain_name: domain, ...others }] });
}
