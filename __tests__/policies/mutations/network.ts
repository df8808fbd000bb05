import { type Configuration, first, type Mutation } from "../mutation";
import { SITE_MUTATIONS } from "./site";

const GROUP = "aws_security_group";
const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";
const LISTENER = "aws_lb_listener";

/** A change of a stack of the example organisation, told by what it does to the first resource of a type. */
const of = (
  [check, stack, rule, type]: readonly [check: number, stack: string, rule: string, type: string],
  does: string,
  change: (resource: Configuration, configuration: Configuration) => void,
): Mutation => ({
  check,
  does,
  stack,
  mutate: (configuration) => change(first(configuration, type), configuration),
  rule,
  address: new RegExp(`^${type}\\.`),
});

/** The resource of a type whose name holds a text. */
const named = (configuration: Configuration, type: string, part: string): Configuration => {
  const found = Object.entries<Configuration>(configuration.resource[type]).find(([name]) => name.includes(part));
  if (!found) throw new Error(`the stack has no ${type} with ${part} in its name`);
  return found[1];
};

const NETWORKS: readonly Mutation[] = [
  of([11, "dev-network", "vpc-has-flow-log", "aws_vpc"], "takes the flow log away", (_, { resource }) => {
    delete resource.aws_flow_log;
  }),
  of([11, "dev-network", "vpc-has-flow-log", "aws_vpc"], "logs only what was refused", (_, configuration) => {
    first(configuration, "aws_flow_log").traffic_type = "REJECT";
  }),
  of(
    [11, "dev-network", "default-security-group-is-empty", "aws_vpc"],
    "leaves the default group",
    (_, { resource }) => {
      delete resource.aws_default_security_group;
    },
  ),
  of(
    [11, "dev-network", "default-security-group-is-empty", "aws_default_security_group"],
    "lets the default group talk to itself",
    (group) => {
      group.ingress = [{ protocol: "-1", from_port: 0, to_port: 0, self: true, description: "members" }];
    },
  ),
  of([11, "dev-network", "subnet-gives-no-public-address", "aws_subnet"], "gives public addresses", (subnet) => {
    subnet.map_public_ip_on_launch = true;
  }),
  of([11, "dev-network", "vpc-has-gateway-endpoints", "aws_route_table"], "takes the way to S3 away", (_, each) => {
    delete each.resource.aws_vpc_endpoint[
      Object.keys(each.resource.aws_vpc_endpoint).find((id) => id.includes("s3")) ?? ""
    ];
  }),
  of(
    [11, "main-network", "vpc-has-gateway-endpoints", "aws_route_table"],
    "leaves a zone without DynamoDB",
    (_, each) => {
      named(each, "aws_vpc_endpoint", "dynamodb").route_table_ids.pop();
    },
  ),
  of(
    [11, "dev-network", "vpc-endpoint-has-a-policy", "aws_vpc_endpoint"],
    "takes the policy from an endpoint",
    (each) => {
      delete each.policy;
    },
  ),
  of(
    [12, "dev-network", "isolated-subnet-has-no-way-out", "aws_route"],
    "opens a way out of the isolated subnets",
    (route, { resource }) => {
      const isolated = Object.keys(resource.aws_route_table).find((id) => id.includes("isolated"));
      route.route_table_id = `\${aws_route_table.${isolated}.id}`;
    },
  ),
  of(
    [12, "main-network", "isolated-subnet-has-no-way-out", "aws_route"],
    "puts an isolated subnet onto the routes of the private ones",
    (_, configuration) => {
      const own = named(configuration, "aws_route_table_association", "isolated");
      own.route_table_id = named(configuration, "aws_route_table_association", "private").route_table_id;
    },
  ),
  of(
    [12, "main-network", "nat-gateways-suit-the-zones", "aws_nat_gateway"],
    "saves a zone's NAT gateway",
    (_, each) => {
      const [id = ""] = Object.keys(each.resource.aws_nat_gateway);
      delete each.resource.aws_nat_gateway[id];
    },
  ),
  of(
    [12, "dev-network", "nat-gateways-suit-the-zones", "aws_nat_gateway"],
    "buys a second NAT gateway",
    (gateway, each) => {
      each.resource.aws_nat_gateway.second = { ...gateway };
    },
  ),
];

const FIREWALLS: readonly Mutation[] = [
  of([13, "dev-service-orders", "firewall-is-not-open-to-the-world", INGRESS], "opens port 22 to the world", (rule) => {
    delete rule.referenced_security_group_id;
    Object.assign(rule, { ip_protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv4: "0.0.0.0/0" });
  }),
  of(
    [13, "dev-service-orders", "firewall-is-not-open-to-the-world", INGRESS],
    "opens both halves of the world",
    (rule) => {
      delete rule.referenced_security_group_id;
      rule.cidr_ipv6 = "8000::/1";
    },
  ),
  of(
    [13, "dev-service-orders", "web-ports-are-open-on-load-balancers-alone", INGRESS],
    "opens a service to the world past its load balancer",
    (rule, { resource }) => {
      delete rule.referenced_security_group_id;
      const [group] = Object.keys(resource[GROUP]);
      const everybody = { cidr_ipv4: "0.0.0.0/0", from_port: 443, to_port: 443 };
      Object.assign(rule, everybody, { security_group_id: `\${${GROUP}.${group}.id}` });
    },
  ),
  of(
    [13, "dev-platform", "web-ports-are-open-on-load-balancers-alone", INGRESS],
    "makes the open one internal",
    (_, each) => {
      named(each, "aws_lb", "public").internal = true;
    },
  ),
  of([13, "dev-service-orders", "firewall-has-no-inline-rules", GROUP], "writes a rule into a group", (group) => {
    group.ingress = [
      { description: "metrics", protocol: "tcp", from_port: 9090, to_port: 9090, cidr_blocks: ["10.0.0.0/8"] },
    ];
  }),
  of([13, "dev-service-orders", "firewall-rule-has-description", INGRESS], "forgets what a rule is for", (rule) => {
    delete rule.description;
  }),
  of(
    [13, "dev-service-orders", "firewall-has-at-most-60-rules", GROUP],
    "adds 60 rules to a group",
    (_, { resource }) => {
      const [group] = Object.keys(resource[GROUP]);
      for (const index of Array(60).keys()) {
        resource[INGRESS][`office-${index}`] = {
          security_group_id: `\${${GROUP}.${group}.id}`,
          description: `Office ${index}`,
          ip_protocol: "tcp",
          from_port: 8080,
          to_port: 8080,
          cidr_ipv4: `10.99.${index}.0/24`,
        };
      }
    },
  ),
  of([13, "dev-service-orders", "firewall-does-not-let-everything-out", EGRESS], "lets everything out", (rule) => {
    delete rule.from_port;
    delete rule.to_port;
    rule.ip_protocol = "-1";
  }),
  {
    check: 13,
    does: "hides the world in a prefix list",
    stack: "dev-service-orders",
    mutate: ({ resource }) => {
      resource.aws_ec2_managed_prefix_list = {
        offices: { name: "offices", address_family: "IPv4", max_entries: 2, entry: [{ cidr: "0.0.0.0/0" }] },
      };
    },
    rule: "prefix-list-is-not-the-world",
    address: /^aws_ec2_managed_prefix_list\./,
  },
];

const BALANCERS: readonly Mutation[] = [
  of([21, "dev-platform", "load-balancer-uses-modern-tls", LISTENER], "speaks TLS 1.0", (_, each) => {
    named(each, LISTENER, "https").ssl_policy = "ELBSecurityPolicy-2016-08";
  }),
  of([21, "dev-platform", "load-balancer-redirects-http", LISTENER], "answers plain HTTP", (_, each) => {
    named(each, LISTENER, "http_").default_action = [
      { type: "fixed-response", fixed_response: { status_code: "200" } },
    ];
  }),
  of(
    [21, "dev-platform", "load-balancer-answers-strangers-itself", LISTENER],
    "sends strangers to a service",
    (_, each) => {
      named(each, LISTENER, "https").default_action = [{ type: "forward", target_group_arn: "arn" }];
    },
  ),
  of([21, "dev-platform", "load-balancer-drops-invalid-headers", "aws_lb"], "keeps invalid headers", (each) => {
    each.drop_invalid_header_fields = false;
  }),
  of(
    [21, "dev-platform", "load-balancer-defends-against-desync", "aws_lb"],
    "only watches ambiguous requests",
    (each) => {
      each.desync_mitigation_mode = "monitor";
    },
  ),
  of([21, "main-platform", "load-balancer-is-protected-in-production", "aws_lb"], "gives up its protection", (each) => {
    each.enable_deletion_protection = false;
  }),
  of([21, "dev-platform", "load-balancer-writes-access-logs", "aws_lb"], "takes the access log away", (each) => {
    each.access_logs.enabled = false;
  }),
  of(
    [21, "dev-service-orders", "listener-rule-priorities-differ", "aws_lb_listener_rule"],
    "gives a second rule the same priority",
    (rule, { resource }) => {
      resource.aws_lb_listener_rule.second = structuredClone(rule);
    },
  ),
  of(
    [21, "dev-service-orders", "load-balancer-has-at-most-100-target-groups", "aws_lb_listener_rule"],
    "sends to 101 target groups",
    (rule, { resource }) => {
      for (const index of Array(100).keys()) {
        resource.aws_lb_listener_rule[`more-${index}`] = {
          ...structuredClone(rule),
          priority: 1 + index,
          action: [{ type: "forward", target_group_arn: `arn:${index}` }],
        };
      }
    },
  ),
];

export const NETWORK_MUTATIONS: readonly Mutation[] = [...NETWORKS, ...FIREWALLS, ...BALANCERS, ...SITE_MUTATIONS];
