import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { TerraformOutput } from "cdktf";
import { type NatChoice, NatGateways } from "../../../constructs/network/nat-gateways";
import { resourcesOf, type SynthesizedJson, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const subnets = [
  { id: "subnet-1", letter: "a" },
  { id: "subnet-2", letter: "b" },
];

const gatewaysOf = (choice: NatChoice, positions: readonly number[] = [0, 1]): SynthesizedJson =>
  synthesizeConstruct((scope) => {
    const internetGateway = new InternetGateway(scope, "internet-gateway", {});
    const gateways = new NatGateways(scope, "nat", { name: "dev-nat", choice, subnets, internetGateway });
    new TerraformOutput(scope, "serving", { value: positions.map((position) => gateways.gatewayIdOf(position)) });
  });

const gatewayA = {
  allocation_id: ref("aws_eip.nat_address-a_F2A17E8C.id"),
  subnet_id: "subnet-1",
  tags: { Name: "dev-nat-a" },
  depends_on: ["aws_internet_gateway.internet-gateway"],
};

describe("one NAT gateway", () => {
  const stack = gatewaysOf("one");

  test("stands in the first zone, behind the internet gateway, and serves every zone", () => {
    expect(resourcesOf(stack, "aws_nat_gateway")).toEqual({ "nat_gateway-a_78967C6F": gatewayA });
    const gateway = ref("aws_nat_gateway.nat_gateway-a_78967C6F.id");
    expect(stack.output?.serving).toEqual({ value: [gateway, gateway] });
  });

  test("has one public address, of the VPC", () => {
    expect(resourcesOf(stack, "aws_eip")).toEqual({
      "nat_address-a_F2A17E8C": { domain: "vpc", tags: { Name: "dev-nat-a" } },
    });
  });
});

describe("one NAT gateway per zone", () => {
  const stack = gatewaysOf("one-per-zone");

  test("stand in their zones, behind the internet gateway, and each serves its own", () => {
    expect(resourcesOf(stack, "aws_nat_gateway")).toEqual({
      "nat_gateway-a_78967C6F": gatewayA,
      "nat_gateway-b_971033EC": {
        allocation_id: ref("aws_eip.nat_address-b_EAECF337.id"),
        subnet_id: "subnet-2",
        tags: { Name: "dev-nat-b" },
        depends_on: ["aws_internet_gateway.internet-gateway"],
      },
    });
    expect(stack.output?.serving).toEqual({
      value: [ref("aws_nat_gateway.nat_gateway-a_78967C6F.id"), ref("aws_nat_gateway.nat_gateway-b_971033EC.id")],
    });
  });

  test("have a public address each", () => {
    expect(resourcesOf(stack, "aws_eip")).toEqual({
      "nat_address-a_F2A17E8C": { domain: "vpc", tags: { Name: "dev-nat-a" } },
      "nat_address-b_EAECF337": { domain: "vpc", tags: { Name: "dev-nat-b" } },
    });
  });

  test("fail when a zone is asked for that has no subnet", () => {
    expect(() => gatewaysOf("one-per-zone", [2])).toThrow(new RangeError("no NAT gateway serves zone 2"));
  });
});
