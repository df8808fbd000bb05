import { z } from "zod";
import { QUOTAS, type QuotaName } from "../../aws/quotas";
import { entityName } from "./common";
import { confirmationRules, STRICTEST } from "./confirmation";
import { githubEntry } from "./github";
import { repositoriesEntry } from "./repositories";

const account = z.strictObject({
  id: z
    .string("write the id in quotes: it is a text, and may begin with a zero")
    .regex(/^\d{12}$/, "use the twelve digits of the account")
    .describe("Twelve digits, in quotes."),
  quotas: z
    .partialRecord(z.enum(Object.keys(QUOTAS) as [QuotaName, ...QuotaName[]]), z.int().positive())
    .default({})
    .describe("Quotas that AWS raised for this account. Default: what every new account gets."),
  guardedBy: entityName
    .optional()
    .describe(
      "Network whose bootstrap makes what an account has once: the trust in GitHub, and the trail. Default: the only network that stands in the account.",
    ),
});

/** `catalogue/organisation.yaml`. */
export const organisationEntry = z
  .strictObject({
    name: entityName
      .max(20, "use at most 20 characters: the names of buckets begin with it")
      .describe("Short name of the organisation; part of every globally unique name."),
    github: githubEntry,
    owner: entityName.describe("Who answers for the infrastructure; the tag `owner` of every resource."),
    costCenter: z.string().min(1).describe("The tag `cost-center` of every resource."),
    teams: z.array(entityName).min(1, "name at least one team").describe("The teams that services belong to."),
    repositories: repositoriesEntry.optional(),
    confirmation: confirmationRules.default(STRICTEST),
    accounts: z.record(entityName, account).describe("The AWS accounts, by a name of your choice."),
  })
  .describe("The organisation and its AWS accounts.");

export type OrganisationEntry = z.infer<typeof organisationEntry>;
