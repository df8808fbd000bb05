import { TerraformOutput } from "cdktf";
import { AccessLogBucket } from "../../../constructs/balancing/access-log-bucket";
import {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
} from "../../../constructs/balancing/application-load-balancer";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const certificate = (id: string) => `arn:aws:acm:eu-west-1:111111111111:certificate/${id}`;

const balancer = (props: Partial<ApplicationLoadBalancerProps> = {}) =>
  synthesizeConstruct((scope) => {
    const place = { accountId: "111111111111", region: "eu-west-1" };
    const accessLogs = new AccessLogBucket(scope, "logs", { name: "dev-access-logs", place, retentionDays: 90 });
    const { listenerArn, dnsName, zoneId, securityGroupId, arnSuffix } = new ApplicationLoadBalancer(
      scope,
      "balancer",
      {
        name: "dev-internal",
        scheme: "internal",
        vpcId: "vpc-0a1b",
        vpcCidr: "10.10.0.0/16",
        subnets: ["subnet-01", "subnet-02"],
        allowFrom: ["10.10.0.0/16"],
        ipv6: false,
        certificateArn: certificate("network"),
        accessLogs,
        deletionProtection: false,
        ...props,
      },
    );
    for (const [name, value] of Object.entries({ listenerArn, dnsName, zoneId, securityGroupId, arnSuffix })) {
      new TerraformOutput(scope, name, { value });
    }
  });

const INTERNAL = {
  name: "dev-internal",
  load_balancer_type: "application",
  internal: true,
  ip_address_type: "ipv4",
  subnets: ["subnet-01", "subnet-02"],
  security_groups: [ref("aws_security_group.balancer_firewall_D09FFDDE.id")],
  enable_http2: true,
  drop_invalid_header_fields: true,
  desync_mitigation_mode: "defensive",
  enable_deletion_protection: false,
  access_logs: { bucket: ref("aws_s3_bucket_policy.logs_bucket_policy_A55EFC6B.bucket"), enabled: true },
};

describe("an internal load balancer", () => {
  const stack = balancer();

  test("has private addresses, refuses malformed requests, and records the others once the bucket lets it", () => {
    expect(resourceOf(stack, "aws_lb")).toEqual(INTERNAL);
  });

  test("sends plain HTTP on to HTTPS for good", () => {
    expect(resourceOf(stack, "aws_lb_listener", "balancer_http_")).toEqual({
      load_balancer_arn: ref("aws_lb.balancer_EC32C74C.arn"),
      port: 80,
      protocol: "HTTP",
      default_action: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } }],
    });
  });

  test("speaks TLS 1.2 and 1.3, and answers 404 for hosts without a rule", () => {
    expect(resourceOf(stack, "aws_lb_listener", "balancer_https_")).toEqual({
      load_balancer_arn: ref("aws_lb.balancer_EC32C74C.arn"),
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificate_arn: certificate("network"),
      default_action: [
        {
          type: "fixed-response",
          fixed_response: { content_type: "text/plain", message_body: "Not found", status_code: "404" },
        },
      ],
    });
  });

  test("has no more listeners, and no more certificates", () => {
    expect(Object.keys(resourcesOf(stack, "aws_lb_listener"))).toHaveLength(2);
    expect(resourcesOf(stack, "aws_lb_listener_certificate")).toEqual({});
  });

  test("lets in only those that may connect", () => {
    const rules = Object.values(resourcesOf(stack, "aws_vpc_security_group_ingress_rule"));
    expect(rules.map(({ description }) => description)).toEqual(["HTTP from 10.10.0.0/16", "HTTPS from 10.10.0.0/16"]);
  });

  test("tells what listener rules, alias records, targets and alarms need of it", () => {
    expect(stack.output).toEqual({
      listenerArn: { value: ref("aws_lb_listener.balancer_https_F5F9C428.arn") },
      dnsName: { value: ref("aws_lb.balancer_EC32C74C.dns_name") },
      zoneId: { value: ref("aws_lb.balancer_EC32C74C.zone_id") },
      securityGroupId: { value: ref("aws_security_group.balancer_firewall_D09FFDDE.id") },
      arnSuffix: { value: ref("aws_lb.balancer_EC32C74C.arn_suffix") },
    });
  });
});

describe("a public load balancer of production with IPv6", () => {
  const stack = balancer({
    name: "main-public",
    scheme: "public",
    ipv6: true,
    deletionProtection: true,
    allowFrom: ["0.0.0.0/0", "::/0"],
    additionalCertificateArns: { preprod: certificate("preprod"), staging: certificate("staging") },
  });

  test("has addresses of the internet of both kinds, and cannot be deleted", () => {
    expect(resourceOf(stack, "aws_lb")).toEqual({
      ...INTERNAL,
      name: "main-public",
      internal: false,
      ip_address_type: "dualstack",
      enable_deletion_protection: true,
    });
  });

  test("shows each host the certificate that covers it", () => {
    expect(resourcesOf(stack, "aws_lb_listener_certificate")).toEqual({
      "balancer_certificate-preprod_7DB9D01B": {
        listener_arn: ref("aws_lb_listener.balancer_https_F5F9C428.arn"),
        certificate_arn: certificate("preprod"),
      },
      "balancer_certificate-staging_CEC81A6E": {
        listener_arn: ref("aws_lb_listener.balancer_https_F5F9C428.arn"),
        certificate_arn: certificate("staging"),
      },
    });
  });
});
