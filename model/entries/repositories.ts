import { z } from "zod";
import { entityName } from "./common";

/** What holds for all repositories of the organisation: a part of `catalogue/organisation.yaml`. */
export const repositoriesEntry = z
  .strictObject({
    network: entityName.describe(
      "Network whose branch plans and deploys them, and whose bucket holds their state: the one of production.",
    ),
    secretProtection: z
      .enum(["standalone", "advanced-security"])
      .default("standalone")
      .describe(
        "How GitHub sells secret scanning of private repositories to this organisation: by itself (Secret Protection), or with the older Advanced Security.",
      ),
    actions: z
      .array(z.string().regex(/^[\w.-]+\/[\w.*/-]+(@[\w.*-]+)?$/, "use a pattern such as aws-actions/*"))
      .default([])
      .describe("Actions that workflows may use beside those of GitHub itself, as patterns."),
    existingTeams: z
      .array(entityName)
      .default([])
      .describe("Teams of this organisation that are on GitHub already and are taken over. Default: all are made."),
  })
  .describe("What holds for all repositories on GitHub.");
