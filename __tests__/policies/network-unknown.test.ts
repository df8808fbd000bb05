import { inProduction, one } from "../../policies/examples";
import { judge } from "../../policies/judge";
import { NETWORK_RULES } from "../../policies/rules/network";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import type { JsonObject } from "../../terraform-json/json";

const LATER = "${var.later}";

/** What a rule of networks must not take for right because it cannot see it. */
const UNCLEAR: readonly (readonly [rule: string, path: string | undefined, configuration: object])[] = [
  [
    "api-answers-at-its-own-domain-alone",
    "disable_execute_api_endpoint",
    one("aws_apigatewayv2_api", { disable_execute_api_endpoint: LATER }),
  ],
  ["api-domain-uses-modern-tls", "security_policy", one("aws_api_gateway_domain_name", { security_policy: LATER })],
  [
    "api-is-throttled",
    "default_route_settings",
    one("aws_apigatewayv2_stage", {
      default_route_settings: { throttling_burst_limit: LATER, throttling_rate_limit: 5 },
    }),
  ],
  ["api-routes-need-authorization", "authorization_type", one("aws_apigatewayv2_route", { authorization_type: LATER })],
  [
    "cloudfront-aliases-have-records",
    "aliases",
    one("aws_cloudfront_distribution", { aliases: [LATER], is_ipv6_enabled: true }),
  ],
  ["cloudfront-function-fits", "code", one("aws_cloudfront_function", { code: "${file(var.path)}" })],
  ["cloudfront-function-is-published", "publish", one("aws_cloudfront_function", { publish: LATER })],
  ["cloudfront-function-runs-js-2", "runtime", one("aws_cloudfront_function", { runtime: LATER })],
  [
    "cloudfront-uses-modern-tls",
    "viewer_certificate.minimum_protocol_version",
    one("aws_cloudfront_distribution", {
      viewer_certificate: { minimum_protocol_version: LATER, ssl_support_method: "sni-only" },
    }),
  ],
  [
    "cloudfront-viewers-use-https",
    "default_cache_behavior.viewer_protocol_policy",
    one("aws_cloudfront_distribution", { default_cache_behavior: { viewer_protocol_policy: LATER } }),
  ],
  ["default-security-group-is-empty", "ingress", one("aws_default_security_group", { egress: [] })],
  [
    "firewall-does-not-let-everything-out",
    undefined,
    one("aws_vpc_security_group_egress_rule", { ip_protocol: "tcp", from_port: LATER, cidr_ipv4: "0.0.0.0/0" }),
  ],
  [
    "firewall-is-not-open-to-the-world",
    undefined,
    one("aws_vpc_security_group_ingress_rule", { ip_protocol: "tcp", cidr_ipv4: LATER }),
  ],
  [
    "firewall-is-not-open-to-the-world",
    undefined,
    one("aws_vpc_security_group_ingress_rule", {
      ip_protocol: LATER,
      from_port: 443,
      to_port: 443,
      cidr_ipv4: "0.0.0.0/0",
    }),
  ],
  ["firewall-is-not-open-to-the-world", "ingress[0]", one("aws_security_group", { ingress: LATER })],
  ["firewall-rule-has-description", "description", one("aws_vpc_security_group_ingress_rule", { description: LATER })],
  ["key-value-store-entries-fit", "value", one("aws_cloudfrontkeyvaluestore_key", { key: "a", value: LATER })],
  [
    "load-balancer-answers-strangers-itself",
    "default_action[0].type",
    one("aws_lb_listener", { protocol: "HTTPS", default_action: [{ type: LATER }] }),
  ],
  [
    "load-balancer-drops-invalid-headers",
    "drop_invalid_header_fields",
    one("aws_lb", { drop_invalid_header_fields: LATER }),
  ],
  [
    "load-balancer-is-protected-in-production",
    "enable_deletion_protection",
    inProduction(one("aws_lb", { enable_deletion_protection: LATER })),
  ],
  [
    "load-balancer-redirects-http",
    "default_action[0].redirect.protocol",
    one("aws_lb_listener", { port: 80, default_action: { type: "redirect", redirect: { protocol: LATER } } }),
  ],
  ["load-balancer-uses-modern-tls", "ssl_policy", one("aws_lb_listener", { protocol: "HTTPS", ssl_policy: LATER })],
  ["load-balancer-writes-access-logs", "access_logs.enabled", one("aws_lb", { access_logs: { enabled: LATER } })],
  [
    "origin-access-control-always-signs",
    "signing_behavior",
    one("aws_cloudfront_origin_access_control", { signing_behavior: LATER }),
  ],
  ["prefix-list-is-not-the-world", "cidr", one("aws_ec2_managed_prefix_list_entry", { cidr: LATER })],
  ["subnet-gives-no-public-address", "map_public_ip_on_launch", one("aws_subnet", { map_public_ip_on_launch: LATER })],
  [
    "vpc-has-gateway-endpoints",
    undefined,
    {
      resource: {
        aws_vpc: { a: {} },
        aws_route_table: { a: { vpc_id: "${aws_vpc.a.id}" } },
        aws_vpc_endpoint: Object.fromEntries(
          ["s3", "dynamodb"].map((service) => [
            service,
            { vpc_id: "${aws_vpc.a.id}", service_name: `com.amazonaws.eu-west-1.${service}`, route_table_ids: LATER },
          ]),
        ),
      },
    },
  ],
  [
    "web-ports-are-open-on-load-balancers-alone",
    undefined,
    one("aws_vpc_security_group_ingress_rule", {
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      cidr_ipv4: "0.0.0.0/0",
      security_group_id: LATER,
    }),
  ],
  [
    "web-acl-has-metrics",
    "visibility_config.cloudwatch_metrics_enabled",
    one("aws_wafv2_web_acl", { visibility_config: { cloudwatch_metrics_enabled: LATER } }),
  ],
];

describe("what cannot be seen is not passed", () => {
  it.each(UNCLEAR)("%s, %s", (id, path, configuration) => {
    const rule = NETWORK_RULES.find((each) => each.id === id);
    const findings = judge(rule ? [rule] : [], viewOfConfiguration("s", configuration as JsonObject));
    expect([...new Set(findings.map(({ answer, path: at }) => `${answer} ${at}`))]).toEqual([`unknown ${path}`]);
  });
});

describe("a reference that cannot be wrong is not told", () => {
  it.each([
    [
      "a web ACL",
      "cloudfront-has-web-acl-in-production",
      inProduction(
        one("aws_cloudfront_distribution", { web_acl_id: "${data.terraform_remote_state.edge.outputs.acl_arn}" }),
      ),
    ],
    [
      "a log group",
      "api-writes-access-logs",
      one("aws_apigatewayv2_stage", { access_log_settings: { destination_arn: "${aws_cloudwatch_log_group.a.arn}" } }),
    ],
    [
      "a policy of an endpoint",
      "vpc-endpoint-has-a-policy",
      one("aws_vpc_endpoint", {
        service_name: "com.amazonaws.eu-west-1.s3",
        policy: "${data.aws_iam_policy_document.a.json}",
      }),
    ],
    [
      "a peer",
      "firewall-is-not-open-to-the-world",
      one("aws_vpc_security_group_ingress_rule", {
        ip_protocol: "tcp",
        referenced_security_group_id: "${aws_security_group.a.id}",
      }),
    ],
  ])("%s (%s)", (_, id, configuration) => {
    const rule = NETWORK_RULES.find((each) => each.id === id);
    expect(rule).toBeDefined();
    expect(judge(rule ? [rule] : [], viewOfConfiguration("s", configuration as JsonObject))).toEqual([]);
  });
});
