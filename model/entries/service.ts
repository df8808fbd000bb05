import { z } from "zod";
import { entityName, variableName } from "./common";
import { secretEntry } from "./secret";

/** Snapshots lie in a repository of that ending; a name that has it already could be another one's snapshots. */
const repositoryName = entityName.regex(
  /^(?!.*-snapshot$)/,
  'use a name that does not end in "-snapshot": a repository of that name is made beside each',
);

const size = z.strictObject({
  cpu: z.int().describe("CPU units: 256, 512, 1024, 2048, 4096, 8192 or 16384. 1,024 are one vCPU."),
  memory: z.int().describe("Memory in MiB. Which sizes exist depends on the CPU."),
});

const taskCount = z.int().min(1, "use at least 1 task").max(1000, "use at most 1,000 tasks");

const tasks = z
  .union([taskCount, z.strictObject({ min: taskCount, max: taskCount })])
  .describe("How many tasks run: a number, or { min, max } to scale between the two.");

const variables = z.record(variableName, z.string()).default({});

const inEnvironment = z.strictObject({
  tasks: tasks.default(1),
  size: size.optional().describe("Default: the service's own size."),
  variables: variables.describe("Settings of this environment; they win over the service's own."),
  priority: z
    .int()
    .min(1, "use a priority from 1 to 50,000")
    .max(50_000, "use a priority from 1 to 50,000")
    .optional()
    .describe("Of the listener rule. Default: made from the names; set it only when two services collide."),
});

/** `catalogue/services/<name>.yaml`. */
export const serviceEntry = z
  .strictObject({
    name: entityName.describe("Name of the microservice."),
    team: entityName.describe("The team that answers for it."),
    scope: z
      .enum(["shared", "customer"])
      .default("shared")
      .describe("`shared`: one per environment. `customer`: one per customer's workspace, from the same image."),
    access: z
      .enum(["internal", "public"])
      .default("internal")
      .describe("Which load balancer it stands behind: the internal one, or the one that faces the internet."),
    host: entityName
      .optional()
      .describe("First label of its host name: <host>.<domain of the environment>. Default: its name."),
    image: z
      .strictObject({ repository: repositoryName.describe("Name of the image repository; services may share one.") })
      .describe("Where its images lie."),
    port: z
      .int()
      .min(1024, "use a port from 1,024 to 65,535: the container does not run as root")
      .max(65_535, "use a port from 1,024 to 65,535")
      .describe("Port that the container listens on."),
    size: size.describe(
      "CPU and memory of a task, a pair that Fargate offers. The proxy by which services call each other takes its share: AWS advises 256 CPU units and 64 MiB for it.",
    ),
    health: z
      .string()
      .max(1024, "use at most 1,024 characters")
      .regex(/^\/[\w\-./~%]*$/, "use a path that begins with a slash")
      .default("/health")
      .describe("Path that answers 200 when the service is well."),
    healthCommand: z
      .union([z.literal("none"), z.array(z.string()).min(1, "name a command")])
      .optional()
      .describe(
        "How ECS checks a task from within: a list such as [CMD, /app/health], or none. Default: asks `health` by wget or curl, whichever the image has.",
      ),
    architecture: z
      .enum(["x86_64", "arm64"])
      .default("x86_64")
      .describe("What its images are built for. arm64 costs about a fifth less."),
    deployment: z
      .enum(["rolling", "blue-green"])
      .default("rolling")
      .describe(
        "How a new version takes over: task by task, or beside the old one, by CodeDeploy, which no service can call or be called by.",
      ),
    dependsOn: z.array(entityName).default([]).describe("The services that it calls; only these let it in."),
    variables: variables.describe("Plain settings, by name of the environment variable."),
    secrets: z
      .record(variableName, secretEntry)
      .default({})
      .describe(
        "Secrets, by name of the environment variable that gets the value: <service>/<name>, or { name, owner, rotation }. Their values are put in by `infra secret set`.",
      ),
    environments: z
      .record(entityName, inEnvironment)
      .default({})
      .describe("Where it runs, by name of the environment."),
  })
  .describe("A microservice.");

export type ServiceEntry = z.infer<typeof serviceEntry>;
