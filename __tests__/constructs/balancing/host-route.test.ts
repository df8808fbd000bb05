import { TerraformOutput } from "cdktf";
import { HostRoute } from "../../../constructs/balancing/host-route";
import { resourcesOf, synthesizeConstruct } from "../../support/synthesize";

const listenerArn =
  "arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/dev-internal/50dc6c495c0c9188/f2f7dc8efc522ab2";

const build = ({ ipv6 }: { readonly ipv6: boolean }) =>
  synthesizeConstruct((scope) => {
    const route = new HostRoute(scope, "route", {
      name: "dev-service-orders",
      host: "orders.dev.equipweb.biz",
      priority: 4711,
      vpcId: "vpc-0a1b2c3d",
      port: 8080,
      healthPath: "/health",
      loadBalancer: { listenerArn, dnsName: "dev-internal-1.eu-west-1.elb.amazonaws.com", zoneId: "Z32O12XQLNTSW2" },
      zoneId: "Z0123456789ABCDEFGHIJ",
      ipv6,
    });
    new TerraformOutput(scope, "arn", { value: route.targetGroup.arn });
    new TerraformOutput(scope, "suffix", {
      value: route.targetGroup.arnSuffix,
      dependsOn: [route.rule, route.targetGroup],
    });
  });

const record = (type: "A" | "AAAA") => ({
  zone_id: "Z0123456789ABCDEFGHIJ",
  name: "orders.dev.equipweb.biz",
  type,
  alias: {
    name: "dev-internal-1.eu-west-1.elb.amazonaws.com",
    zone_id: "Z32O12XQLNTSW2",
    evaluate_target_health: false,
  },
});

describe("a route from a host name", () => {
  const stack = build({ ipv6: false });

  it("passes requests for the host, at its place among the rules, to its own targets", () => {
    expect(resourcesOf(stack, "aws_lb_listener_rule")).toEqual({
      route_rule_C35D842A: {
        listener_arn: listenerArn,
        priority: 4711,
        condition: [{ host_header: { values: ["orders.dev.equipweb.biz"] } }],
        action: [{ type: "forward", target_group_arn: `\${aws_lb_target_group.route_913841CD.arn}` }],
      },
    });
  });

  it("asks each target for its health, and lets it finish before it goes", () => {
    expect(resourcesOf(stack, "aws_lb_target_group")).toEqual({
      route_913841CD: {
        name: "dev-service-orders",
        vpc_id: "vpc-0a1b2c3d",
        target_type: "ip",
        port: 8080,
        protocol: "HTTP",
        deregistration_delay: "30",
        health_check: {
          path: "/health",
          port: "traffic-port",
          protocol: "HTTP",
          matcher: "200",
          interval: 15,
          timeout: 5,
          healthy_threshold: 2,
          unhealthy_threshold: 3,
        },
      },
    });
  });

  it("leads the name to the load balancer, over IPv4 alone", () => {
    expect(resourcesOf(stack, "aws_route53_record")).toEqual({ route_record_3FEE49BD: record("A") });
  });

  it("leads the name there over IPv6 too where the load balancer has it", () => {
    expect(resourcesOf(build({ ipv6: true }), "aws_route53_record")).toEqual({
      route_record_3FEE49BD: record("A"),
      "route_record-ipv6_3264CE92": record("AAAA"),
    });
  });

  it("hands on its target group and its rule, for what must wait for them", () => {
    expect(stack.output?.arn?.value).toBe(`\${aws_lb_target_group.route_913841CD.arn}`);
    expect(stack.output?.suffix).toMatchObject({
      value: `\${aws_lb_target_group.route_913841CD.arn_suffix}`,
      depends_on: [`\${aws_lb_listener_rule.route_rule_C35D842A}`, `\${aws_lb_target_group.route_913841CD}`],
    });
  });
});
