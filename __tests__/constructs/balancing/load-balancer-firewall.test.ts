import { LoadBalancerFirewall } from "../../../constructs/balancing/load-balancer-firewall";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const firewall = (allowFrom: readonly string[]) =>
  synthesizeConstruct((scope) => {
    new LoadBalancerFirewall(scope, "firewall", {
      name: "dev-public",
      vpcId: "vpc-0a1b",
      vpcCidr: "10.10.0.0/16",
      allowFrom,
    });
  });

const rule = (description: string, source: Readonly<Record<string, string>>, port: number) => ({
  security_group_id: ref("aws_security_group.firewall_F08B8B69.id"),
  description,
  ip_protocol: "tcp",
  from_port: port,
  to_port: port,
  ...source,
});

describe("the firewall of a load balancer that everyone may reach", () => {
  const stack = firewall(["0.0.0.0/0", "::/0"]);

  test("is one described security group without rules of its own", () => {
    expect(resourcesOf(stack, "aws_security_group")).toEqual({
      firewall_F08B8B69: {
        name: "dev-public-load-balancer",
        description: "Load balancer dev-public",
        vpc_id: "vpc-0a1b",
      },
    });
  });

  test("lets everyone in over IPv4 and IPv6, to the two listeners and nowhere else", () => {
    expect(Object.values(resourcesOf(stack, "aws_vpc_security_group_ingress_rule"))).toEqual([
      rule("HTTP from ::/0", { cidr_ipv6: "::/0" }, 80),
      rule("HTTP from 0.0.0.0/0", { cidr_ipv4: "0.0.0.0/0" }, 80),
      rule("HTTPS from ::/0", { cidr_ipv6: "::/0" }, 443),
      rule("HTTPS from 0.0.0.0/0", { cidr_ipv4: "0.0.0.0/0" }, 443),
    ]);
  });

  test("lets the load balancer out to unprivileged ports inside the VPC, and nowhere else", () => {
    expect(Object.values(resourcesOf(stack, "aws_vpc_security_group_egress_rule"))).toEqual([
      {
        security_group_id: ref("aws_security_group.firewall_F08B8B69.id"),
        description: "Targets and their health checks in 10.10.0.0/16",
        ip_protocol: "tcp",
        from_port: 1024,
        to_port: 65_535,
        cidr_ipv4: "10.10.0.0/16",
      },
    ]);
  });
});

test("ranges that are written alike get rules of their own", () => {
  const stack = firewall(["2001:db8:1::/48", "2001:db8::1:0/112"]);
  const rules = Object.values(resourcesOf(stack, "aws_vpc_security_group_ingress_rule"));
  expect(rules.map(({ description }) => description).sort()).toEqual([
    "HTTP from 2001:db8:1::/48",
    "HTTP from 2001:db8::1:0/112",
    "HTTPS from 2001:db8:1::/48",
    "HTTPS from 2001:db8::1:0/112",
  ]);
});

test("nobody gets in when nobody is allowed to", () => {
  const stack = firewall([]);
  expect(resourcesOf(stack, "aws_vpc_security_group_ingress_rule")).toEqual({});
  expect(resourceOf(stack, "aws_security_group").ingress).toBeUndefined();
});
