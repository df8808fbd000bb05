/**
 * Quotas that a catalogue can run into, with what a new account gets.
 * Source: the quota page of each service in the AWS documentation; `adjustable` says whether AWS raises it on request.
 */
export const QUOTAS = {
  vpcs: { limit: 5, adjustable: true, what: "VPCs per region" },
  elasticIps: { limit: 5, adjustable: true, what: "Elastic IP addresses per region" },
  interfaceEndpoints: { limit: 50, adjustable: true, what: "interface endpoints per VPC" },
  namespaces: { limit: 50, adjustable: true, what: "Cloud Map namespaces per region" },
  securityGroups: { limit: 2500, adjustable: true, what: "security groups per region" },
  rulesPerSecurityGroup: { limit: 60, adjustable: true, what: "inbound rules per security group" },
  targetGroupsPerLoadBalancer: { limit: 100, adjustable: false, what: "target groups per load balancer" },
  rulesPerLoadBalancer: { limit: 100, adjustable: true, what: "listener rules per load balancer" },
  certificatesPerLoadBalancer: { limit: 25, adjustable: true, what: "certificates per load balancer" },
  roles: { limit: 1000, adjustable: true, what: "IAM roles per account" },
} as const satisfies Readonly<Record<string, Quota>>;

/** A limit that AWS sets. */
export interface Quota {
  readonly limit: number;
  readonly adjustable: boolean;
  readonly what: string;
}

/** Name of a quota, as the catalogue may raise it. */
export type QuotaName = keyof typeof QUOTAS;
