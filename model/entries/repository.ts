import { z } from "zod";
import { entityName, variableName } from "./common";

/** What people of a team may do, from the least to the most. Source: GitHub documentation, "Repository roles". */
export const TEAM_PERMISSIONS = ["pull", "triage", "push", "maintain", "admin"] as const;

const refPattern = z
  .string()
  .regex(/^[\w.*?/-]+$/, "use a name or a pattern such as release/*")
  .max(100, "use at most 100 characters");

const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "use a day such as 2026-12-31");

const sentence = z.string().min(10, "say it in a sentence");

const variables = z
  .record(variableName, z.string().min(1, "use a text that is not empty"))
  .describe("Actions variables: plain settings, which everybody who may read the repository can read.");

const teamNames = z
  .array(entityName)
  .max(6, "name at most six teams: GitHub takes no more")
  .refine((names) => new Set(names).size === names.length, "name each team once");

const environment = z
  .strictObject({
    purpose: sentence.describe("What it is for, and who demands its approval."),
    branches: z.array(refPattern).default([]).describe("Branches whose jobs may use it, as names or patterns."),
    tags: z.array(refPattern).default([]).describe("Tags whose jobs may use it, as names or patterns."),
    approvers: teamNames
      .default([])
      .describe("Teams of which one person, other than who asked, approves each job. Default: no approval."),
    after: z
      .string()
      .optional()
      .describe(
        "Environment whose approval comes first, by people of other teams: GitHub asks one person an environment, so two approvers are two environments.",
      ),
    protection: z
      .enum(["none", "production"])
      .describe("`production` demands approvers. A written choice: it has no default."),
    network: entityName
      .optional()
      .describe("Network that its jobs work on: they are told its region and its image repositories. Default: none."),
    role: z
      .enum(["inspect", "deploy", "emergency"])
      .optional()
      .describe(
        "Role of the network's bootstrap whose ARN its jobs are told; `inspect` is the one that plans, too. Only in this repository. Default: none.",
      ),
    variables: variables.default({}),
  })
  .describe("A place to deploy to, or an act that needs an approval.");

/** `catalogue/repositories/<name>.yaml`. */
export const repositoryEntry = z
  .strictObject({
    name: entityName.describe("Name on GitHub, without its owner."),
    id: z
      .int()
      .positive("use its number on GitHub")
      .optional()
      .describe(
        "Its number on GitHub, which nobody else ever gets: roles of AWS trust it. Default: nothing trusts it.",
      ),
    kind: z
      .enum(["infrastructure", "microservice", "library", "application"])
      .describe(
        "What its branches are: dev and main, develop and main, or main alone (libraries, applications), and how they are merged.",
      ),
    description: sentence.describe("What it holds."),
    owners: entityName.describe("The team that answers for it, and owns its code."),
    access: z
      .record(entityName, z.enum(TEAM_PERMISSIONS))
      .default({})
      .describe("What other teams may do. Teams that approve something may at least read."),
    exists: z
      .boolean()
      .default(false)
      .describe("Whether the repository, and its branches, are there already and are taken over. Default: it is made."),
    visibility: z
      .enum(["private", "internal"])
      .default("private")
      .describe("Who sees it: its teams, or everybody of the enterprise."),
    public: z
      .strictObject({
        because: sentence.describe("Why everybody in the world may read it."),
        until: day.describe("The last day on which this holds unless somebody says so again."),
      })
      .optional()
      .describe("Makes it public. Default: it is not."),
    service: entityName.optional().describe("The service that is built from it. Default: none."),
    checks: z
      .array(z.string().min(1))
      .refine((names) => new Set(names).size === names.length, "name each check once")
      .default([])
      .describe("Names of the checks that a pull request must pass."),
    branchChecks: z
      .record(z.string(), z.array(z.string().min(1)).min(1, "name at least one, or leave it out"))
      .default({})
      .describe("Names of the checks that pull requests to one branch must pass besides, by branch."),
    reviews: z.int().min(1).max(6).default(1).describe("How many people approve a pull request; one is a code owner."),
    variables: variables.default({}),
    environments: z
      .record(
        z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower-case letters, digits and single hyphens"),
        environment,
      )
      .default({})
      .describe("GitHub environments, by name."),
  })
  .describe("A repository on GitHub.");

export type RepositoryEntry = z.infer<typeof repositoryEntry>;
