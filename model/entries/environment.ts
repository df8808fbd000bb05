import { z } from "zod";
import { domainName, entityName, placeName, retentionDays } from "./common";

/** `catalogue/environments/<name>.yaml`. */
export const environmentEntry = z
  .strictObject({
    name: placeName.describe("Name of the environment: dev, stage, preprod."),
    network: entityName.describe("The network that it stands on, and so its account and its branch."),
    domain: domainName.describe("Services answer on a host of this domain. The network's domain, or one inside it."),
    protection: z
      .enum(["none", "production"])
      .describe("`production` raises deletion guards and asks for approvals. A written choice: it has no default."),
    logRetentionDays: retentionDays.default(30).describe("How long services' logs are kept."),
    capacity: z
      .enum(["spot", "on-demand"])
      .default("on-demand")
      .describe("Which Fargate capacity tasks run on: interruptible at a discount, or not."),
    exec: z
      .boolean()
      .default(false)
      .describe("Whether people may open a shell in a running task. Never in production."),
  })
  .describe("A stage of delivery, on one network.");

export type EnvironmentEntry = z.infer<typeof environmentEntry>;
