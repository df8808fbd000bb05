import { App } from "cdktf";
import type { Network } from "../../model/organisation";
import { NetworkStack, vpcContract } from "../../stacks/network-stack";
import { aNetwork } from "../support/organisation";
import { resourceOf, resourcesOf, type SynthesizedJson, synthesize } from "../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const networkStackOf = (fields: Partial<Network> = {}): SynthesizedJson => {
  const network = aNetwork(fields);
  return synthesize((app) => new NetworkStack(app, network))[`${network.name}-network`] as SynthesizedJson;
};

const serviceNames = (stack: SynthesizedJson): readonly string[] =>
  Object.values(resourcesOf(stack, "aws_vpc_endpoint"))
    .map(({ service_name }) => String(service_name).replace("com.amazonaws.eu-west-1.", ""))
    .sort();

describe("the stack of a network", () => {
  const stack = networkStackOf();

  test("is labelled with its kind and the file it comes from", () => {
    expect(stack).toMatchObject({
      "//": { infra: { kind: "network", network: "dev", source: "catalogue/networks/dev.yaml" } },
    });
  });

  test("hands on the VPC and its subnets, in the order of the zones", () => {
    expect(stack.output).toEqual({
      vpc_id: { value: ref("aws_vpc.vpc_A2121C38.id") },
      public_subnets: {
        value: [ref("aws_subnet.vpc_public_subnet-a_F09A69AC.id"), ref("aws_subnet.vpc_public_subnet-b_45D6DF3D.id")],
      },
      private_subnets: {
        value: [ref("aws_subnet.vpc_private_subnet-a_D74024AA.id"), ref("aws_subnet.vpc_private_subnet-b_AB1B6F2D.id")],
      },
      isolated_subnets: {
        value: [
          ref("aws_subnet.vpc_isolated_subnet-a_F7E28DA5.id"),
          ref("aws_subnet.vpc_isolated_subnet-b_B71FBB80.id"),
        ],
      },
    });
  });

  test("names itself as the producer of its contract", () => {
    const app = new App();
    const network = new NetworkStack(app, aNetwork());
    expect(network.outputs).toEqual({ producer: network, contract: vpcContract });
    expect(network.outputs.producer).toBe(network);
  });

  test("builds the VPC that the network asks for", () => {
    expect(resourceOf(stack, "aws_vpc")).toMatchObject({ cidr_block: "10.10.0.0/16", tags: { Name: "dev" } });
    expect(Object.keys(resourcesOf(stack, "aws_nat_gateway"))).toHaveLength(1);
    expect(serviceNames(stack)).toEqual(["dynamodb", "ecr.api", "ecr.dkr", "s3"]);
    expect(resourceOf(stack, "aws_vpc").assign_generated_ipv6_cidr_block).toBe(false);
  });

  test("asks AWS nothing while planning", () => {
    expect(stack.data).toBeUndefined();
  });

  test("records flows in a group that is encrypted with a key of its own", () => {
    expect(resourceOf(stack, "aws_cloudwatch_log_group")).toEqual({
      name: "/dev/flow-log",
      retention_in_days: 30,
      kms_key_id: ref("aws_kms_key.key_FEDD6EC0.arn"),
    });
    expect(resourceOf(stack, "aws_kms_alias").name).toBe("alias/dev-network");
  });

  test("lets CloudWatch Logs use the key for that group alone, in the network's account and region", () => {
    const { policy, ...key } = resourceOf(stack, "aws_kms_key");
    expect(key).toEqual({
      description: "Flow log of the network dev",
      enable_key_rotation: true,
      deletion_window_in_days: 30,
    });
    expect(JSON.parse(String(policy)).Statement).toEqual([
      expect.objectContaining({
        Sid: "AccountAdministersKey",
        Principal: { AWS: "arn:aws:iam::111111111111:root" },
      }),
      expect.objectContaining({
        Sid: "CloudWatchLogsEncryptsGroups",
        Principal: { Service: "logs.eu-west-1.amazonaws.com" },
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:111111111111:log-group:/dev/flow-log*",
          },
        },
      }),
    ]);
  });

  test("lets nobody in from the internet", () => {
    const rules = Object.values(resourcesOf(stack, "aws_vpc_security_group_ingress_rule"));
    expect(rules.map(({ cidr_ipv4, from_port }) => [cidr_ipv4, from_port])).toEqual([["10.10.0.0/16", 443]]);
    const subnets = Object.values(resourcesOf(stack, "aws_subnet"));
    expect(subnets.map(({ map_public_ip_on_launch }) => map_public_ip_on_launch)).toEqual(Array(6).fill(false));
  });

  test("synthesizes as reviewed", () => {
    expect(stack).toMatchSnapshot();
  });
});

describe("the stack of a production network", () => {
  test("guards the key against deletion: what it encrypted would be lost", () => {
    const stack = networkStackOf({ name: "main", production: true, nat: "one-per-zone" });
    expect(resourceOf(stack, "aws_kms_key").lifecycle).toEqual({ prevent_destroy: true });
  });
});

describe("a network with other settings", () => {
  const stack = networkStackOf({
    name: "main",
    production: true,
    account: { name: "production", id: "222222222222", guardedBy: "main" },
    cidr: "10.20.0.0/18",
    zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    nat: "one-per-zone",
    ipv6: true,
    interfaceEndpoints: [],
    flowLogRetentionDays: 365,
  });

  test("gets what it asks for", () => {
    expect(resourceOf(stack, "aws_vpc")).toEqual({
      cidr_block: "10.20.0.0/18",
      enable_dns_support: true,
      enable_dns_hostnames: true,
      assign_generated_ipv6_cidr_block: true,
      tags: { Name: "main" },
    });
    expect(Object.keys(resourcesOf(stack, "aws_subnet"))).toHaveLength(9);
    expect(Object.keys(resourcesOf(stack, "aws_nat_gateway"))).toHaveLength(3);
    expect(serviceNames(stack)).toEqual(["dynamodb", "s3"]);
    expect(resourceOf(stack, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/main/flow-log",
      retention_in_days: 365,
    });
  });

  test("is limited to its own account", () => {
    expect(JSON.stringify(stack)).not.toContain("111111111111:");
    expect(resourceOf(stack, "aws_iam_role").assume_role_policy).toContain('"aws:SourceAccount":"222222222222"');
  });
});
