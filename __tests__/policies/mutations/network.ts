import { first, type Mutation } from "../mutation";

export const NETWORK_MUTATIONS: readonly Mutation[] = [
  {
    check: 13,
    does: "opens port 22 to the world",
    stack: "dev-service-orders",
    mutate: (configuration) => {
      const rule = first(configuration, "aws_vpc_security_group_ingress_rule");
      delete rule.referenced_security_group_id;
      Object.assign(rule, { ip_protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv4: "0.0.0.0/0" });
    },
    rule: "firewall-is-not-open-to-the-world",
    address: /^aws_vpc_security_group_ingress_rule\./,
  },
];
