import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { TerraformOutput } from "cdktf";
import { ServiceFirewall } from "../../../constructs/compute/service-firewall";
import { resourcesOf, type SynthesizedJson, synthesizeConstruct } from "../../support/synthesize";

const own = `\${aws_security_group.firewall_F08B8B69.id}`;

const build = ({ ipv6 }: { readonly ipv6: boolean }) =>
  synthesizeConstruct((scope) => {
    const firewall = new ServiceFirewall(scope, "firewall", {
      name: "dev-service-orders",
      vpcId: "vpc-0a1b2c3d",
      ipv6,
    });
    const targets = new LbTargetGroup(scope, "targets", { name: "orders" });
    firewall.allowFrom({ securityGroupId: "sg-balancer", port: 8080, targets });
    firewall.allowTo({ name: "users", port: 8081, securityGroupId: "sg-users" });
    new TerraformOutput(scope, "group", { value: firewall.securityGroupId });
  });

/** The ranges of addresses, and not security groups, that a kind of rule opens the way to or from. */
const rangesOf = (stack: SynthesizedJson, type: string) =>
  Object.values(resourcesOf(stack, type)).flatMap(({ cidr_ipv4, cidr_ipv6, prefix_list_id }) =>
    [cidr_ipv4, cidr_ipv6, prefix_list_id].filter((range) => range !== undefined),
  );

describe("the firewall of a service", () => {
  const stack = build({ ipv6: false });

  it("is a group without rules of its own, so that each rule can change alone", () => {
    expect(resourcesOf(stack, "aws_security_group")).toEqual({
      firewall_F08B8B69: {
        name: "dev-service-orders",
        description: "Tasks of dev-service-orders",
        vpc_id: "vpc-0a1b2c3d",
      },
    });
    expect(stack.output?.group?.value).toBe(own);
  });

  it("lets in its load balancer on its port, not before the target group stands, and itself into the services that it calls", () => {
    expect(resourcesOf(stack, "aws_vpc_security_group_ingress_rule")).toEqual({
      "firewall_from-load-balancer_8EC52F1D": {
        security_group_id: own,
        referenced_security_group_id: "sg-balancer",
        ip_protocol: "tcp",
        from_port: 8080,
        to_port: 8080,
        description: "Requests and health checks of the load balancer",
        depends_on: ["aws_lb_target_group.targets"],
      },
      "firewall_into-users_2CBFD753": {
        security_group_id: "sg-users",
        referenced_security_group_id: own,
        ip_protocol: "tcp",
        from_port: 8081,
        to_port: 8081,
        description: "Calls from dev-service-orders",
      },
    });
  });

  it("lets out HTTPS, calls to the services that it calls, and nothing else", () => {
    expect(resourcesOf(stack, "aws_vpc_security_group_egress_rule")).toEqual({
      "firewall_https-out_BE13F800": {
        security_group_id: own,
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        description: "AWS services and other HTTPS",
      },
      "firewall_to-users_FFD289C5": {
        security_group_id: own,
        referenced_security_group_id: "sg-users",
        ip_protocol: "tcp",
        from_port: 8081,
        to_port: 8081,
        description: "Calls to users",
      },
    });
  });

  it("lets out HTTPS over IPv6 too where there is IPv6", () => {
    const dual = build({ ipv6: true });
    expect(resourcesOf(dual, "aws_vpc_security_group_egress_rule")).toEqual({
      ...resourcesOf(stack, "aws_vpc_security_group_egress_rule"),
      "firewall_https-out-ipv6_85FE40CE": {
        security_group_id: own,
        cidr_ipv6: "::/0",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        description: "AWS services and other HTTPS",
      },
    });
    expect(resourcesOf(dual, "aws_vpc_security_group_ingress_rule")).toEqual(
      resourcesOf(stack, "aws_vpc_security_group_ingress_rule"),
    );
  });

  it("lets in no range of addresses at all, only security groups", () => {
    for (const ipv6 of [false, true]) {
      expect(rangesOf(build({ ipv6 }), "aws_vpc_security_group_ingress_rule")).toEqual([]);
    }
  });
});
