import { InterfaceEndpoints } from "../../../constructs/network/interface-endpoints";
import { resourceOf, resourcesOf, type SynthesizedJson, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const GROUP = ref("aws_security_group.endpoints_security-group_FB955AEE.id");

const endpointsTo = (...services: readonly string[]): SynthesizedJson =>
  synthesizeConstruct((scope) => {
    new InterfaceEndpoints(scope, "endpoints", {
      name: "dev",
      place: { accountId: "111111111111", region: "eu-west-1" },
      vpcId: "vpc-1",
      cidr: "10.10.0.0/16",
      subnetIds: ["subnet-1", "subnet-2"],
      services,
    });
  });

const endpointTo = (service: string) => ({
  vpc_id: "vpc-1",
  vpc_endpoint_type: "Interface",
  service_name: `com.amazonaws.eu-west-1.${service}`,
  subnet_ids: ["subnet-1", "subnet-2"],
  security_group_ids: [GROUP],
  private_dns_enabled: true,
  policy: expect.any(String),
  tags: { Name: `dev-${service}` },
});

describe("interface endpoints", () => {
  const stack = endpointsTo("ecr.api", "logs");

  test("stand in every subnet, and answer under the usual host names of their services", () => {
    expect(resourcesOf(stack, "aws_vpc_endpoint")).toEqual({
      "endpoints_ecr-api_7E5A1F17": endpointTo("ecr.api"),
      endpoints_logs_7D54C327: endpointTo("logs"),
    });
  });

  test("let only identities of the account through", () => {
    for (const { policy } of Object.values(resourcesOf(stack, "aws_vpc_endpoint"))) {
      expect(JSON.parse(String(policy))).toEqual({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "IdentitiesOfThisAccount",
            Effect: "Allow",
            Principal: "*",
            Action: "*",
            Resource: "*",
            Condition: { StringEquals: { "aws:PrincipalAccount": "111111111111" } },
          },
        ],
      });
    }
  });

  test("share one security group, without rules of its own", () => {
    expect(resourcesOf(stack, "aws_security_group")).toEqual({
      "endpoints_security-group_FB955AEE": {
        name: "dev-endpoints",
        description: "Interface endpoints of AWS services",
        vpc_id: "vpc-1",
        tags: { Name: "dev-endpoints" },
      },
    });
  });

  test("are reached by HTTPS from the VPC, and by nobody else", () => {
    expect(resourcesOf(stack, "aws_vpc_security_group_ingress_rule")).toEqual({
      "endpoints_https-from-vpc_9DF40536": {
        security_group_id: GROUP,
        description: "HTTPS from the VPC",
        cidr_ipv4: "10.10.0.0/16",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
      },
    });
  });

  test("open no connections", () => {
    expect(resourcesOf(stack, "aws_vpc_security_group_egress_rule")).toEqual({});
    expect(resourcesOf(stack, "aws_security_group_rule")).toEqual({});
  });

  test.each(["s3", "dynamodb"])("fail for %s, which has a gateway endpoint", (service) => {
    expect(() => endpointsTo("logs", service)).toThrow(
      new Error(
        `interface endpoint "${service}" is not needed: every VPC reaches ${service} through a gateway endpoint, which costs nothing; leave it out`,
      ),
    );
  });

  test("are as many as are asked for", () => {
    expect(resourceOf(endpointsTo("kms"), "aws_vpc_endpoint")).toEqual(endpointTo("kms"));
  });
});
