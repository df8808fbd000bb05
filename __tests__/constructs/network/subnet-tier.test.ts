import { TerraformOutput } from "cdktf";
import { SubnetTier, type SubnetTierProps } from "../../../constructs/network/subnet-tier";
import { resourcesOf, type SynthesizedJson, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const SUBNET_A = ref("aws_subnet.tier_subnet-a_DD9F6799.id");
const SUBNET_B = ref("aws_subnet.tier_subnet-b_06535B57.id");

const subnets = [
  { zone: "eu-west-1a", letter: "a", part: 4, range: "10.10.64.0/20" },
  { zone: "eu-west-1b", letter: "b", part: 5, range: "10.10.80.0/20" },
];

/** A tier with one route, whose target tells which zone it was asked for. */
const tierOf = (props: Partial<SubnetTierProps> = {}): SynthesizedJson =>
  synthesizeConstruct((scope) => {
    const tier = new SubnetTier(scope, "tier", {
      name: "dev-tier",
      vpcId: "vpc-1",
      subnets,
      routeTables: "one",
      ...props,
    });
    tier.addRoute("internet", (position) => ({ destinationCidrBlock: "0.0.0.0/0", natGatewayId: `nat-${position}` }));
    new TerraformOutput(scope, "subnets", { value: tier.subnets });
    new TerraformOutput(scope, "subnetIds", { value: tier.subnetIds });
    new TerraformOutput(scope, "routeTableIds", { value: tier.routeTableIds });
  });

describe("a tier of subnets that share a route table", () => {
  const stack = tierOf();

  test("has a subnet in each zone, and gives out no public addresses", () => {
    expect(resourcesOf(stack, "aws_subnet")).toEqual({
      "tier_subnet-a_DD9F6799": {
        vpc_id: "vpc-1",
        availability_zone: "eu-west-1a",
        cidr_block: "10.10.64.0/20",
        map_public_ip_on_launch: false,
        tags: { Name: "dev-tier-a" },
      },
      "tier_subnet-b_06535B57": {
        vpc_id: "vpc-1",
        availability_zone: "eu-west-1b",
        cidr_block: "10.10.80.0/20",
        map_public_ip_on_launch: false,
        tags: { Name: "dev-tier-b" },
      },
    });
  });

  test("has one route table, with every subnet in it", () => {
    expect(resourcesOf(stack, "aws_route_table")).toEqual({
      "tier_route-table_A76FA330": { vpc_id: "vpc-1", tags: { Name: "dev-tier" } },
    });
    const routeTable = ref("aws_route_table.tier_route-table_A76FA330.id");
    expect(resourcesOf(stack, "aws_route_table_association")).toEqual({
      "tier_association-a_33AD35A5": { subnet_id: SUBNET_A, route_table_id: routeTable },
      "tier_association-b_BE9BE47F": { subnet_id: SUBNET_B, route_table_id: routeTable },
    });
  });

  test("gets a route once", () => {
    expect(resourcesOf(stack, "aws_route")).toEqual({
      tier_internet_57C26428: {
        route_table_id: ref("aws_route_table.tier_route-table_A76FA330.id"),
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: "nat-0",
      },
    });
  });

  test("tells its subnets in the order of the zones, and its one route table", () => {
    expect(stack.output).toEqual({
      subnets: {
        value: [
          { id: SUBNET_A, letter: "a" },
          { id: SUBNET_B, letter: "b" },
        ],
      },
      subnetIds: { value: [SUBNET_A, SUBNET_B] },
      routeTableIds: { value: [ref("aws_route_table.tier_route-table_A76FA330.id")] },
    });
  });
});

describe("a tier of subnets with a route table each", () => {
  const stack = tierOf({ routeTables: "one-per-zone" });
  const tableA = ref("aws_route_table.tier_route-table-a_36C66879.id");
  const tableB = ref("aws_route_table.tier_route-table-b_6F3E5F85.id");

  test("has a route table for each zone, with that zone's subnet in it", () => {
    expect(resourcesOf(stack, "aws_route_table")).toEqual({
      "tier_route-table-a_36C66879": { vpc_id: "vpc-1", tags: { Name: "dev-tier-a" } },
      "tier_route-table-b_6F3E5F85": { vpc_id: "vpc-1", tags: { Name: "dev-tier-b" } },
    });
    expect(resourcesOf(stack, "aws_route_table_association")).toEqual({
      "tier_association-a_33AD35A5": { subnet_id: SUBNET_A, route_table_id: tableA },
      "tier_association-b_BE9BE47F": { subnet_id: SUBNET_B, route_table_id: tableB },
    });
  });

  test("gets a route in each zone, to that zone's gateway", () => {
    expect(resourcesOf(stack, "aws_route")).toEqual({
      "tier_internet-a_0D13A6CA": {
        route_table_id: tableA,
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: "nat-0",
      },
      "tier_internet-b_C0713F62": {
        route_table_id: tableB,
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: "nat-1",
      },
    });
  });

  test("tells its route tables in the order of the zones", () => {
    expect(stack.output?.routeTableIds).toEqual({ value: [tableA, tableB] });
  });
});

describe("a tier with IPv6", () => {
  test.each([true, false])(
    "gives each subnet the /64 of its own number, and an address to interfaces: %p",
    (assign) => {
      const found = resourcesOf(tierOf({ ipv6: { block: "2001:db8::/56", assign } }), "aws_subnet");
      expect(Object.values(found)).toEqual([
        expect.objectContaining({
          ipv6_cidr_block: ref('cidrsubnet("2001:db8::/56", 8, 4)'),
          assign_ipv6_address_on_creation: assign,
        }),
        expect.objectContaining({
          ipv6_cidr_block: ref('cidrsubnet("2001:db8::/56", 8, 5)'),
          assign_ipv6_address_on_creation: assign,
        }),
      ]);
    },
  );
});
