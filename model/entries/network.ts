import { z } from "zod";
import { domainName, email, entityName, placeName, region, retentionDays } from "./common";

const endpointService = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]*$/, "use the short name of the service, such as ecr.api")
  .regex(/^(?!(s3|dynamodb)$)/, "leave it out: every network has a gateway endpoint for it, free of charge");

/** `catalogue/networks/<name>.yaml`. */
export const networkEntry = z
  .strictObject({
    name: placeName.describe("Name of the network, and of the branch that it is planned and deployed from."),
    account: entityName.describe("Account of `organisation.yaml` that it stands in."),
    region: region.describe("AWS region."),
    domain: domainName.describe("The DNS zone that this network owns; its environments' domains lie in it."),
    cidr: z.string().describe("Address range of the VPC, a /16 to /20 that overlaps no other network's."),
    zones: z
      .array(z.string())
      .min(2, "use two or three zones")
      .max(3, "use two or three zones")
      .describe(
        "Availability zones, two or three. Append new ones: the position of a zone decides its address ranges.",
      ),
    nat: z
      .enum(["none", "one", "one-per-zone"])
      .default("one-per-zone")
      .describe(
        "How private subnets reach the internet. One gateway costs about a third of one per zone, and falls with its zone.",
      ),
    ipv6: z.boolean().default(false).describe("Whether the VPC also has IPv6 addresses."),
    interfaceEndpoints: z
      .array(endpointService)
      .refine((names) => new Set(names).size === names.length, "name each service once")
      .default([])
      .describe("AWS services reached inside the VPC, by short name: ecr.api, logs. Each costs by the hour and zone."),
    flowLogRetentionDays: retentionDays.default(90).describe("How long flow logs are kept."),
    logRetentionDays: retentionDays
      .default(90)
      .describe("How long the platform's own logs are kept, such as those of shells in tasks."),
    internalAccess: z
      .array(z.string())
      .default([])
      .describe(
        "Address ranges outside the VPC that may reach the internal load balancer: an office, a VPN. Services reach each other without it.",
      ),
    publicLoadBalancer: z
      .boolean()
      .default(false)
      .describe("Whether a load balancer faces the internet, besides the internal one."),
    alarmEmails: z.array(email).default([]).describe("Who is told by e-mail when an alarm fires."),
  })
  .describe("A VPC with its platform, registry and zones.");

export type NetworkEntry = z.infer<typeof networkEntry>;
