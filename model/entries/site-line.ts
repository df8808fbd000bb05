import { z } from "zod";
import { apiUrlProblem } from "../api-url";
import { domainName, entityName, hostLabel, sentence } from "./common";

const branchName = z
  .string()
  .max(200, "use at most 200 characters")
  .regex(/^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/, "use the name of a branch such as main");

const who = {
  approvers: z
    .array(entityName)
    .max(6, "name at most six teams: GitHub takes no more")
    .default([])
    .describe("Teams of which one person, other than who asked, approves it. Default: nobody has to."),
  warning: sentence
    .optional()
    .describe("What whoever uses it is told, since it is no normal way. Default: it is the normal way."),
};

const source = z
  .union([
    z.strictObject({ branch: branchName.describe("The branch whose last build it takes."), ...who }),
    z.strictObject({
      branchesExcept: z
        .array(branchName)
        .min(1, "name a branch")
        .describe("It takes the last build of any branch but these."),
      ...who,
    }),
    z.strictObject({
      stage: entityName.describe("The stage whose version it takes, exactly."),
      sameClient: z
        .boolean()
        .default(false)
        .describe("Whether the version is that of the same client there. Default: that of the one site there."),
      ...who,
    }),
  ])
  .describe("Where a version comes from: { branch }, { branchesExcept } or { stage }.");

const apiUrl = z.string().superRefine((text, context) => {
  const problem = apiUrlProblem(text);
  if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
});

const stage = z
  .strictObject({
    name: entityName.describe("Name of the stage, as commands and workflows call it."),
    purpose: sentence.describe("What it is for, and for whom."),
    environment: entityName.describe("The environment that its sites run in, and so the network and the account."),
    suffix: domainName.describe("Its sites are called <label>.<suffix>. Stages of one environment share it."),
    site: hostLabel
      .optional()
      .describe("Label of its one site. Default: it has one for each client, made by the first promotion."),
    apiUrl: apiUrl.optional().describe("Where its one site finds its API. A client's is said when it is promoted."),
    access: z
      .enum(["public", "password"])
      .default("public")
      .describe(
        "Whether its sites ask for a password, which `infra site password` sets. Stages of one environment share it.",
      ),
    from: z
      .array(source)
      .min(1, "say where its version comes from")
      .describe("Where its versions come from: the first is meant unless another is named."),
  })
  .refine(({ site, apiUrl }) => (site === undefined) === (apiUrl === undefined), {
    path: ["apiUrl"],
    message: "a stage with one site says its apiUrl, and one with clients does not",
  });

/** `catalogue/sites/<name>.yaml`. */
export const siteLineEntry = z
  .strictObject({
    name: entityName
      .max(16, "use at most 16 characters: names of AWS resources are made from it")
      .describe("Name of the line."),
    title: z.string().min(1).max(80, "use at most 80 characters").describe("What it is, for people."),
    team: entityName.describe("The team that answers for it."),
    repository: entityName.describe("The repository that its code lies in."),
    reserved: z
      .array(hostLabel)
      .default([])
      .describe("Labels that no client gets, beside those of the stages' own sites."),
    stages: z.array(stage).min(1, "name a stage").describe("Its stages, in the order in which a version passes them."),
  })
  .describe("A line of static sites: one code, a site at each stage and one for each client.");

export type SiteLineEntry = z.infer<typeof siteLineEntry>;
