import { firewallRulesIn } from "../../../policies/parse/firewall-rules";
import { Unknown } from "../../../policies/value";
import { viewOfConfiguration } from "../../../policies/view/from-configuration";
import { viewOfPlan } from "../../../policies/view/from-plan";
import type { JsonObject } from "../../../terraform-json/json";
import { planFixture } from "../plan-fixture";

/** The rules of a configuration, without the resource that holds each. */
const rulesOf = (resource: JsonObject) =>
  firewallRulesIn(viewOfConfiguration("example", { resource })).map(({ resource: holder, ...rule }) => ({
    address: holder.address,
    ...rule,
  }));

describe("the rules of security groups", () => {
  it("are found inside of a group, with a place for each", () => {
    const ingress = [
      { protocol: "tcp", from_port: 22, to_port: "22", cidr_blocks: ["10.0.0.0/8"], description: "shell" },
      { protocol: "-1", ipv6_cidr_blocks: ["::/0"], self: true, security_groups: ["sg-1"] },
    ];
    const common = { address: "aws_security_group.a", direction: "ingress", isInline: true, isConfigured: true };
    expect(rulesOf({ aws_security_group: { a: { ingress } } })).toEqual([
      {
        ...common,
        path: "ingress[0]",
        protocol: "tcp",
        ports: [22, 22],
        ranges: ["10.0.0.0/8"],
        otherPeers: [],
        description: "shell",
        group: undefined,
      },
      {
        ...common,
        path: "ingress[1]",
        protocol: "-1",
        ports: [0, 65_535],
        ranges: ["::/0"],
        otherPeers: ["sg-1", true],
        description: undefined,
        group: undefined,
      },
    ]);
  });

  it("are found in resources of the older kind", () => {
    const rule = {
      type: "egress",
      protocol: "icmp",
      from_port: -1,
      to_port: -1,
      cidr_blocks: [],
      self: false,
      source_security_group_id: "sg-2",
      prefix_list_ids: ["pl-1"],
      security_group_id: "sg-1",
    };
    expect(rulesOf({ aws_security_group_rule: { a: rule } })).toEqual([
      {
        address: "aws_security_group_rule.a",
        path: "",
        direction: "egress",
        isInline: false,
        isConfigured: true,
        protocol: "icmp",
        ports: [0, 65_535],
        ranges: [],
        otherPeers: ["sg-2", "pl-1"],
        description: undefined,
        group: "sg-1",
      },
    ]);
  });

  it("are found in resources of the newer kind, by their type", () => {
    const values = {
      ip_protocol: "udp",
      from_port: 53,
      to_port: 54,
      cidr_ipv4: "10.0.0.2/32",
      security_group_id: "sg-1",
    };
    const common = {
      path: "",
      isInline: false,
      isConfigured: true,
      protocol: "udp",
      ports: [53, 54],
      ranges: ["10.0.0.2/32"],
      otherPeers: [],
      description: undefined,
      group: "sg-1",
    };
    const resources = {
      aws_vpc_security_group_ingress_rule: { i: values },
      aws_vpc_security_group_egress_rule: { e: values },
    };
    expect(rulesOf(resources)).toEqual([
      { ...common, address: "aws_vpc_security_group_egress_rule.e", direction: "egress" },
      { ...common, address: "aws_vpc_security_group_ingress_rule.i", direction: "ingress" },
    ]);
  });

  it("are unknown where their values are, and never left out", () => {
    const resources = {
      aws_security_group: { a: { ingress: "${local.rules}" } },
      aws_vpc_security_group_ingress_rule: { b: { ip_protocol: "tcp", from_port: "${var.port}", to_port: 80 } },
    };
    const all = new Unknown([], "${local.rules}");
    expect(
      rulesOf(resources).map(({ address, protocol, ports, ranges, description }) => ({
        address,
        protocol,
        ports,
        ranges,
        description,
      })),
    ).toEqual([
      { address: "aws_security_group.a", protocol: undefined, ports: undefined, ranges: [all], description: all },
      {
        address: "aws_vpc_security_group_ingress_rule.b",
        protocol: "tcp",
        ports: undefined,
        ranges: [],
        description: undefined,
      },
    ]);
  });
});

describe("the rules of security groups in a plan", () => {
  const told = (view: ReturnType<typeof viewOfPlan>) =>
    firewallRulesIn(view).map(({ resource, path, ports, ranges, isConfigured }) => [
      resource.address,
      path,
      ports,
      ranges,
      isConfigured,
    ]);

  it("are those after it", () => {
    expect(told(viewOfPlan("p", planFixture("security-group-rules")))).toEqual([
      ["aws_security_group.app", "ingress[0]", [443, 443], ["0.0.0.0/0"], true],
      ["aws_security_group.app", "ingress[1]", [80, 80], ["10.0.0.0/8", "172.16.0.0/12"], true],
      ["aws_security_group.app", "ingress[2]", [9090, 9090], ["10.0.0.0/8"], true],
    ]);
  });

  it("are also those that Terraform repeats, of which a plan's configuration does not tell", () => {
    const rules = told(viewOfPlan("p", planFixture("policy-faults")));
    expect(rules).toContainEqual(["aws_security_group.repeated", "ingress[0]", [3389, 3389], ["0.0.0.0/0"], true]);
  });

  it("are no rules of a group that writes none: what AWS decides is unknown", () => {
    expect(told(viewOfPlan("p", planFixture("unknown-from-references"))).map(([address]) => address)).toEqual([
      'aws_vpc_security_group_ingress_rule.app["8080"]',
      'aws_vpc_security_group_ingress_rule.app["8443"]',
    ]);
  });

  it("stand in the state alone when the group exists and its configuration writes none", () => {
    const ingress = [{ protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] }];
    const plan: JsonObject = {
      resource_changes: [
        {
          address: "aws_security_group.a",
          type: "aws_security_group",
          name: "a",
          change: { after: { id: "sg-1", ingress, egress: [] }, after_unknown: {} },
        },
      ],
      configuration: {
        root_module: {
          resources: [{ address: "aws_security_group.a", expressions: { name: { constant_value: "a" } } }],
        },
      },
    };
    expect(told(viewOfPlan("p", plan))).toEqual([
      ["aws_security_group.a", "ingress[0]", [22, 22], ["0.0.0.0/0"], false],
    ]);
  });
});
