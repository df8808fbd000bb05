import { hitsIn, ranked } from "../../../operations/inspect/find";
import { mayHold, queryOf } from "../../../operations/inspect/query";
import { found, type Resource, stateOf } from "./states";

const ARN = "arn:aws:ec2:eu-west-1:111111111111:security-group/sg-1";

const NETWORK: readonly Resource[] = [
  {
    type: "aws_vpc",
    name: "main",
    attributes: { id: "vpc-1", cidr_block: "10.10.0.0/16", ipv6_cidr_block: "2001:db8::/56" },
  },
  {
    type: "aws_subnet",
    name: "a",
    attributes: { id: "subnet-1", vpc_id: "vpc-1", cidr_block: "10.10.0.0/20", ipv6_cidr_block: "2001:db8::/64" },
  },
  { type: "aws_subnet", name: "b", attributes: { id: "subnet-2", vpc_id: "vpc-1", cidr_block: "10.10.16.0/20" } },
];

const ORDERS: readonly Resource[] = [
  {
    type: "aws_security_group",
    name: "firewall",
    attributes: { id: "sg-1", arn: ARN, name: "dev-orders", tags_all: { service: "orders", Team: "backend" } },
  },
  {
    type: "aws_vpc_security_group_ingress_rule",
    name: "rule",
    attributes: { id: "sgr-1", security_group_id: "sg-1", cidr_ipv4: "10.10.0.9/32" },
  },
  { type: "aws_s3_bucket_policy", name: "files", attributes: { id: "equipweb-files", bucket: "equipweb-files" } },
  {
    type: "aws_s3_bucket",
    name: "files",
    attributes: { id: "equipweb-files", bucket: "equipweb-files", arn: "arn:aws:s3:::equipweb-files" },
  },
  { type: "aws_lb", name: "lb", attributes: { id: "lb", dns_name: "Internal-1.eu-west-1.elb.amazonaws.com" } },
  { type: "aws_ecs_cluster", name: "cluster", attributes: { id: "c", name: "dev-cluster" } },
];

const STATES = [found("dev-network", stateOf(NETWORK)), found("dev-service-orders", stateOf(ORDERS))];

/** What is found, best first. A state that the quick look lets go must hold nothing. */
const search = (text: string): readonly string[] => {
  const query = queryOf(text);
  const may = mayHold(query);
  const all = STATES.flatMap((state) => hitsIn(state, query));
  const quick = STATES.filter(({ state }) => may(JSON.stringify(state))).flatMap((state) => hitsIn(state, query));
  expect(quick).toEqual(all);
  return ranked(all).map(({ match, instance, path }) => `${match} ${instance.address} ${path}`);
};

it.each<[string, string, readonly string[]]>([
  [
    "an id: first what it is of, then what refers to it, then what holds it",
    "sg-1",
    ["is aws_security_group.firewall id", "mentions aws_vpc_security_group_ingress_rule.rule security_group_id"],
  ],
  ["an ARN", ARN, ["is aws_security_group.firewall arn"]],
  [
    "a name that several have: the thing itself before what hangs on it",
    "equipweb-files",
    ["is aws_s3_bucket.files id", "is aws_s3_bucket_policy.files id"],
  ],
  ["a DNS name, however it is written", "internal-1.EU-west-1.elb.amazonaws.com", ["is aws_lb.lb dns_name"]],
  [
    "a URL, by its host",
    "https://internal-1.eu-west-1.elb.amazonaws.com/health?x=1",
    ["named-by-part aws_lb.lb dns_name"],
  ],
  ["an address", "aws_vpc.main", ["is aws_vpc.main address"]],
  ["a tag", "service=Orders", ["tag aws_security_group.firewall tags.service"]],
  ["a tag with another value", "service=users", []],
  ["the value of a tag", "backend", ["mentions aws_security_group.firewall tags_all.Team"]],
  [
    "an IP address: the narrowest range first, then what mentions it",
    "10.10.0.9",
    [
      "range aws_subnet.a cidr_block",
      "range aws_vpc.main cidr_block",
      "mentions-part aws_vpc_security_group_ingress_rule.rule cidr_ipv4",
    ],
  ],
  ["an IP address that lies nowhere", "192.0.2.1", []],
  [
    "an IPv6 address, however it is written: the narrowest range first",
    "2001:DB8:0:0::7",
    ["range aws_subnet.a ipv6_cidr_block", "range aws_vpc.main ipv6_cidr_block"],
  ],
  [
    "a DNS name as a resolver answers it",
    "internal-1.eu-west-1.elb.amazonaws.com.",
    ["named-by-part aws_lb.lb dns_name"],
  ],
  [
    "the ARN of something that Terraform does not make, by the parts of its name",
    "arn:aws:ecs:eu-west-1:111111111111:task/dev-cluster/0123456789",
    ["named-by-part aws_ecs_cluster.cluster name"],
  ],
  ["a part of a name", "v-ord", ["part aws_security_group.firewall name"]],
  ["a part of another value", "10.10.16", ["mentions-part aws_subnet.b cidr_block"]],
  ["nothing", "nowhere", []],
])("finds %s", (_, text, expected) => {
  expect(search(text)).toEqual(expected);
});

it.each(['a "quoted" name', "back\\slash", "ÄPFEL", "tab\there"])(
  "finds %j, which JSON writes in another way",
  (name) => {
    const state = found("x", stateOf([{ type: "a", name: "b", attributes: { id: "1", note: `x ${name} x` } }]));
    const query = queryOf(name.toUpperCase());
    expect([mayHold(query)(JSON.stringify(state.state)), hitsIn(state, query).length]).toEqual([true, 1]);
  },
);
