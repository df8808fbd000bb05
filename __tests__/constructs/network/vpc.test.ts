import { TerraformOutput } from "cdktf";
import { Vpc, type VpcProps } from "../../../constructs/network/vpc";
import {
  type Attributes,
  resourceOf,
  resourcesOf,
  type SynthesizedJson,
  synthesizeConstruct,
} from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const VPC_ID = ref("aws_vpc.vpc_A2121C38.id");
const INTERNET_GATEWAY_ID = ref("aws_internet_gateway.vpc_internet-gateway_CB431535.id");

/** The route tables of subnets that are not public. */
const INNER_ROUTE_TABLES = [
  ref("aws_route_table.vpc_private_route-table-a_AE975BF8.id"),
  ref("aws_route_table.vpc_private_route-table-b_4430485D.id"),
  ref("aws_route_table.vpc_isolated_route-table_C598064B.id"),
];

const PRIVATE_A = ref("aws_subnet.vpc_private_subnet-a_D74024AA.id");
const PRIVATE_B = ref("aws_subnet.vpc_private_subnet-b_AB1B6F2D.id");

const vpcOf = (props: Partial<VpcProps> = {}): SynthesizedJson =>
  synthesizeConstruct((scope) => {
    const vpc = new Vpc(scope, "vpc", {
      name: "dev",
      place: { accountId: "111111111111", region: "eu-west-1" },
      cidr: "10.10.0.0/16",
      zones: ["eu-west-1a", "eu-west-1b"],
      flowLog: { groupName: "/dev/flow-log", retentionDays: 30, keyArn: "arn:aws:kms:eu-west-1:111111111111:key/1" },
      ...props,
    });
    for (const name of ["id", "publicSubnetIds", "privateSubnetIds", "isolatedSubnetIds"] as const) {
      new TerraformOutput(scope, name, { value: vpc[name] });
    }
  });

const nameIn = (tags: unknown): string => (tags as { Name: string }).Name;

/** The routes of each route table, by the name that the table has in the console. */
function routesOf(stack: SynthesizedJson): Readonly<Record<string, readonly Attributes[]>> {
  const routes = Object.values(resourcesOf(stack, "aws_route"));
  const tables = Object.entries(resourcesOf(stack, "aws_route_table"));
  return Object.fromEntries(
    tables.map(([id, { tags }]) => {
      const own = routes.filter((route) => route.route_table_id === ref(`aws_route_table.${id}.id`));
      return [nameIn(tags), own.map(({ route_table_id, ...route }) => route)];
    }),
  );
}

/** Where NAT gateways stand, by the name of each. */
const natSubnets = (stack: SynthesizedJson): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.values(resourcesOf(stack, "aws_nat_gateway")).map(({ tags, subnet_id }) => [nameIn(tags), subnet_id]),
  );

const toInternet = { destination_cidr_block: "0.0.0.0/0", gateway_id: INTERNET_GATEWAY_ID };

const toNat = (letter: "a" | "b" | "c") => ({
  destination_cidr_block: "0.0.0.0/0",
  nat_gateway_id: ref(
    `aws_nat_gateway.vpc_nat_gateway-${letter}_${{ a: "903EECF0", b: "2565C3ED", c: "8CF60AB0" }[letter]}.id`,
  ),
});

describe("a VPC of which only the necessary is said", () => {
  const stack = vpcOf();

  test("has its range and names, and no IPv6", () => {
    expect(resourcesOf(stack, "aws_vpc")).toEqual({
      vpc_A2121C38: {
        cidr_block: "10.10.0.0/16",
        enable_dns_support: true,
        enable_dns_hostnames: true,
        assign_generated_ipv6_cidr_block: false,
        tags: { Name: "dev" },
      },
    });
  });

  test("has a subnet of each tier in each zone, none of which gives out public addresses", () => {
    const subnet = (tier: string, letter: string, cidr_block: string) => ({
      vpc_id: VPC_ID,
      availability_zone: `eu-west-1${letter}`,
      cidr_block,
      map_public_ip_on_launch: false,
      tags: { Name: `dev-${tier}-${letter}` },
    });
    expect(resourcesOf(stack, "aws_subnet")).toEqual({
      "vpc_public_subnet-a_F09A69AC": subnet("public", "a", "10.10.128.0/20"),
      "vpc_public_subnet-b_45D6DF3D": subnet("public", "b", "10.10.144.0/20"),
      "vpc_private_subnet-a_D74024AA": subnet("private", "a", "10.10.0.0/20"),
      "vpc_private_subnet-b_AB1B6F2D": subnet("private", "b", "10.10.16.0/20"),
      "vpc_isolated_subnet-a_F7E28DA5": subnet("isolated", "a", "10.10.64.0/20"),
      "vpc_isolated_subnet-b_B71FBB80": subnet("isolated", "b", "10.10.80.0/20"),
    });
  });

  test("has one way to the internet", () => {
    expect(resourceOf(stack, "aws_internet_gateway")).toEqual({ vpc_id: VPC_ID, tags: { Name: "dev" } });
    expect(resourcesOf(stack, "aws_egress_only_internet_gateway")).toEqual({});
  });

  test("routes public subnets to the internet, private ones through their own zone, isolated ones nowhere", () => {
    expect(routesOf(stack)).toEqual({
      "dev-public": [toInternet],
      "dev-private-a": [toNat("a")],
      "dev-private-b": [toNat("b")],
      "dev-isolated": [],
    });
  });

  test("has a NAT gateway in the public subnet of each zone", () => {
    expect(natSubnets(stack)).toEqual({
      "dev-nat-a": ref("aws_subnet.vpc_public_subnet-a_F09A69AC.id"),
      "dev-nat-b": ref("aws_subnet.vpc_public_subnet-b_45D6DF3D.id"),
    });
    for (const { depends_on } of Object.values(resourcesOf(stack, "aws_nat_gateway"))) {
      expect(depends_on).toEqual(["aws_internet_gateway.vpc_internet-gateway_CB431535"]);
    }
  });

  test("reaches S3 and DynamoDB from private and isolated subnets without the internet, and no other service", () => {
    const endpoints = Object.values(resourcesOf(stack, "aws_vpc_endpoint"));
    expect(endpoints.map(({ tags, service_name }) => [nameIn(tags), service_name])).toEqual([
      ["dev-dynamodb", "com.amazonaws.eu-west-1.dynamodb"],
      ["dev-s3", "com.amazonaws.eu-west-1.s3"],
    ]);
    for (const endpoint of endpoints) {
      expect(endpoint).toMatchObject({ vpc_id: VPC_ID, route_table_ids: INNER_ROUTE_TABLES });
    }
    expect(resourcesOf(stack, "aws_security_group")).toEqual({});
  });

  test("takes over its default security group, route table and network ACL", () => {
    expect(resourceOf(stack, "aws_default_security_group")).toMatchObject({
      vpc_id: VPC_ID,
      tags: { Name: "dev-default" },
    });
    expect(resourceOf(stack, "aws_default_route_table").default_route_table_id).toBe(
      ref("aws_vpc.vpc_A2121C38.default_route_table_id"),
    );
    expect(resourceOf(stack, "aws_default_network_acl").default_network_acl_id).toBe(
      ref("aws_vpc.vpc_A2121C38.default_network_acl_id"),
    );
  });

  test("records its flows as it is told", () => {
    expect(resourceOf(stack, "aws_flow_log")).toMatchObject({ vpc_id: VPC_ID, tags: { Name: "dev-flow-log" } });
    expect(resourceOf(stack, "aws_cloudwatch_log_group")).toEqual({
      name: "/dev/flow-log",
      retention_in_days: 30,
      kms_key_id: "arn:aws:kms:eu-west-1:111111111111:key/1",
    });
    expect(resourceOf(stack, "aws_iam_role")).toMatchObject({ name: "dev-flow-log", path: "/dev/" });
  });

  test("tells its id, and its subnets in the order of the zones", () => {
    expect(stack.output).toEqual({
      id: { value: VPC_ID },
      publicSubnetIds: {
        value: [ref("aws_subnet.vpc_public_subnet-a_F09A69AC.id"), ref("aws_subnet.vpc_public_subnet-b_45D6DF3D.id")],
      },
      privateSubnetIds: { value: [PRIVATE_A, PRIVATE_B] },
      isolatedSubnetIds: {
        value: [
          ref("aws_subnet.vpc_isolated_subnet-a_F7E28DA5.id"),
          ref("aws_subnet.vpc_isolated_subnet-b_B71FBB80.id"),
        ],
      },
    });
  });
});

describe("a VPC of three zones", () => {
  const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
  const stack = vpcOf({ zones });

  test("leaves each zone by itself", () => {
    expect(routesOf(stack)).toEqual({
      "dev-public": [toInternet],
      "dev-private-a": [toNat("a")],
      "dev-private-b": [toNat("b")],
      "dev-private-c": [toNat("c")],
      "dev-isolated": [],
    });
  });

  test("holds all subnets of two zones unchanged, at the same addresses in Terraform", () => {
    for (const type of ["aws_subnet", "aws_route_table", "aws_route", "aws_nat_gateway", "aws_eip"]) {
      expect(resourcesOf(stack, type)).toMatchObject(resourcesOf(vpcOf(), type));
    }
  });
});

describe("a VPC with one NAT gateway", () => {
  const stack = vpcOf({ nat: "one", zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] });

  test("leaves every zone through the first", () => {
    expect(natSubnets(stack)).toEqual({ "dev-nat-a": ref("aws_subnet.vpc_public_subnet-a_F09A69AC.id") });
    expect(routesOf(stack)).toEqual({
      "dev-public": [toInternet],
      "dev-private-a": [toNat("a")],
      "dev-private-b": [toNat("a")],
      "dev-private-c": [toNat("a")],
      "dev-isolated": [],
    });
  });
});

describe("a VPC without NAT gateways", () => {
  const stack = vpcOf({ nat: "none" });

  test("keeps private subnets without a way out", () => {
    expect(routesOf(stack)).toEqual({
      "dev-public": [toInternet],
      "dev-private-a": [],
      "dev-private-b": [],
      "dev-isolated": [],
    });
  });

  test("pays for no gateway and no address", () => {
    expect(resourcesOf(stack, "aws_nat_gateway")).toEqual({});
    expect(resourcesOf(stack, "aws_eip")).toEqual({});
  });
});

describe("a VPC with IPv6", () => {
  const stack = vpcOf({ ipv6: true });
  const toInternetOverIpv6 = { destination_ipv6_cidr_block: "::/0", gateway_id: INTERNET_GATEWAY_ID };
  const outOverIpv6 = {
    destination_ipv6_cidr_block: "::/0",
    egress_only_gateway_id: ref("aws_egress_only_internet_gateway.vpc_egress-only-internet-gateway_927894F2.id"),
  };

  test("asks AWS for a block", () => {
    expect(resourceOf(stack, "aws_vpc").assign_generated_ipv6_cidr_block).toBe(true);
  });

  test("gives each subnet the /64 of its part, and addresses to interfaces that are not public", () => {
    const block = (part: number) => ref(`cidrsubnet(aws_vpc.vpc_A2121C38.ipv6_cidr_block, 8, ${part})`);
    const subnets = Object.values(resourcesOf(stack, "aws_subnet")).map((subnet) => [
      nameIn(subnet.tags),
      subnet.ipv6_cidr_block,
      subnet.assign_ipv6_address_on_creation,
    ]);
    expect(subnets.sort()).toEqual([
      ["dev-isolated-a", block(4), true],
      ["dev-isolated-b", block(5), true],
      ["dev-private-a", block(0), true],
      ["dev-private-b", block(1), true],
      ["dev-public-a", block(8), false],
      ["dev-public-b", block(9), false],
    ]);
  });

  test("lets private subnets out and nobody in, and isolated ones still nowhere", () => {
    expect(resourceOf(stack, "aws_egress_only_internet_gateway")).toEqual({ vpc_id: VPC_ID, tags: { Name: "dev" } });
    expect(routesOf(stack)).toEqual({
      "dev-public": [toInternetOverIpv6, toInternet],
      "dev-private-a": [toNat("a"), outOverIpv6],
      "dev-private-b": [toNat("b"), outOverIpv6],
      "dev-isolated": [],
    });
  });

  test("lets private subnets out over IPv6 even without NAT", () => {
    expect(routesOf(vpcOf({ ipv6: true, nat: "none" }))).toMatchObject({
      "dev-private-a": [outOverIpv6],
      "dev-private-b": [outOverIpv6],
      "dev-isolated": [],
    });
  });
});

describe("a VPC with interface endpoints", () => {
  const stack = vpcOf({ interfaceEndpoints: ["ecr.api", "secretsmanager"] });

  test("has one for each service, in its private subnets", () => {
    const endpoints = Object.values(resourcesOf(stack, "aws_vpc_endpoint")).filter(
      ({ vpc_endpoint_type }) => vpc_endpoint_type === "Interface",
    );
    expect(endpoints.map(({ tags, service_name }) => [nameIn(tags), service_name])).toEqual([
      ["dev-ecr.api", "com.amazonaws.eu-west-1.ecr.api"],
      ["dev-secretsmanager", "com.amazonaws.eu-west-1.secretsmanager"],
    ]);
    for (const endpoint of endpoints) {
      expect(endpoint).toMatchObject({ vpc_id: VPC_ID, subnet_ids: [PRIVATE_A, PRIVATE_B] });
    }
  });

  test("lets only itself reach them", () => {
    expect(resourceOf(stack, "aws_security_group").vpc_id).toBe(VPC_ID);
    expect(resourceOf(stack, "aws_vpc_security_group_ingress_rule").cidr_ipv4).toBe("10.10.0.0/16");
  });
});

describe("a VPC that cannot be", () => {
  test.each([
    [{ zones: ["eu-west-1a"] }, new RangeError("a VPC spans two or three zones, not 1: eu-west-1a")],
    [{ cidr: "10.10.0.0/24" }, new RangeError("10.10.0.0/24 cannot be split into tiers; use a range from /16 to /20")],
  ])("fails with %j", (props, error) => {
    expect(() => vpcOf(props)).toThrow(error);
  });
});
