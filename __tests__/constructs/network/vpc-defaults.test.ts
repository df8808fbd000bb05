import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcDefaults } from "../../../constructs/network/vpc-defaults";
import { resourceOf, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

describe("what AWS puts into every VPC", () => {
  const stack = synthesizeConstruct((scope) => {
    const vpc = new Vpc(scope, "vpc", { cidrBlock: "10.10.0.0/16" });
    new VpcDefaults(scope, "defaults", { name: "dev-default", vpc });
  });

  test("is a security group that lets nothing in or out, by lists that are there and empty", () => {
    expect(resourceOf(stack, "aws_default_security_group")).toEqual({
      vpc_id: ref("aws_vpc.vpc.id"),
      ingress: [],
      egress: [],
      tags: { Name: "dev-default" },
    });
  });

  test("is a route table that leads nowhere, by a list that is there and empty", () => {
    expect(resourceOf(stack, "aws_default_route_table")).toEqual({
      default_route_table_id: ref("aws_vpc.vpc.default_route_table_id"),
      route: [],
      tags: { Name: "dev-default" },
    });
  });

  test("is a network ACL that leaves decisions to security groups, and whose subnets AWS keeps", () => {
    const everything = [
      { rule_no: 100, action: "allow", protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0" },
      { rule_no: 101, action: "allow", protocol: "-1", from_port: 0, to_port: 0, ipv6_cidr_block: "::/0" },
    ];
    expect(resourceOf(stack, "aws_default_network_acl")).toEqual({
      default_network_acl_id: ref("aws_vpc.vpc.default_network_acl_id"),
      ingress: everything,
      egress: everything,
      tags: { Name: "dev-default" },
      lifecycle: { ignore_changes: ["subnet_ids"] },
    });
  });
});
