import { z } from "zod";
import { entityName, hostLabel, sentence, variableName } from "./common";

/** Names of resources are made from an app's: roles may have 64 characters. */
const appName = entityName.max(16, "use at most 16 characters: names of AWS resources are made from it");

const imageDigest = z.string().regex(/^sha256:[0-9a-f]{64}$/, "use sha256: and 64 hexadecimal digits, as ECR shows it");

const settings = {
  memory: z
    .int()
    .min(128, "use 128 to 10,240 MiB")
    .max(10_240, "use 128 to 10,240 MiB")
    .describe("Memory of the function in MiB; its share of a CPU grows with it."),
  concurrency: z
    .int()
    .min(1, "use at least 1")
    .max(1000, "use at most 1,000: an account has no more unless AWS raises it")
    .describe("How many requests the function answers at once, at most; kept free for it."),
  requestsPerSecond: z
    .int()
    .min(1, "use at least 1")
    .max(10_000, "use at most 10,000: an account has no more unless AWS raises it")
    .describe("How many requests a second the API lets in, on average; twice as many for a moment."),
};

const stage = z.strictObject({
  environment: entityName.describe("The environment, which the stage is called after."),
  purpose: sentence.describe("What it is for, and for whom."),
  access: z
    .enum(["public", "password"])
    .default("password")
    .describe("Whether its site asks for a password, which `infra app password` sets."),
  shift: z
    .enum(["all-at-once", "canary"])
    .default("canary")
    .describe(
      "How a new version of the function takes over: at once, or a tenth of the requests for five minutes first.",
    ),
  memory: settings.memory.optional().describe("Default: the app's own."),
  concurrency: settings.concurrency.optional().describe("Default: the app's own."),
  requestsPerSecond: settings.requestsPerSecond.optional().describe("Default: the app's own."),
  variables: z
    .record(variableName, z.string())
    .default({})
    .describe("Plain settings of the function at this stage; they win over the app's own."),
  deployerImage: imageDigest
    .optional()
    .describe(
      "Digest of the Deployer image that deploys here. Default: none yet, so there is a place to push one to, and no pipeline.",
    ),
});

/** `catalogue/apps/<name>.yaml`. */
export const appEntry = z
  .strictObject({
    name: appName.describe("Name of the app."),
    title: z.string().min(1).max(80, "use at most 80 characters").describe("What it is, for people."),
    team: entityName.describe("The team that answers for it."),
    repository: entityName.describe("The repository that its code lies in."),
    host: hostLabel
      .max(59, "use at most 59 characters: the API is called <host>-api")
      .optional()
      .describe(
        "First label of its host: <host>.<domain of the environment>, and <host>-api for its API. Default: its name.",
      ),
    health: z
      .string()
      .max(1024, "use at most 1,024 characters")
      .regex(/^\/[\w\-./~%]*$/, "use a path that begins with a slash")
      .default("/health")
      .describe("Path of the API that answers 200 when it is well."),
    memory: settings.memory.default(256),
    concurrency: settings.concurrency.default(20),
    requestsPerSecond: settings.requestsPerSecond.default(100),
    variables: z
      .record(variableName, z.string())
      .default({})
      .describe("Plain settings of the function, by the name of the environment variable."),
    stages: z.array(stage).min(1, "name a stage").describe("Where it runs, in the order in which a version passes."),
  })
  .describe("An app: a static site with an API, and the deployer that puts both on AWS at each stage.");

export type AppEntry = z.infer<typeof appEntry>;
