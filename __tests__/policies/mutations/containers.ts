import { type Configuration, first, type Mutation } from "../mutation";
import { set } from "./set-values";

const TASK = "aws_ecs_task_definition";

/** Changes the only container of a task definition. */
const container =
  (change: (container: Configuration) => void): Mutation["mutate"] =>
  (configuration) => {
    const task = first(configuration, TASK);
    const containers = JSON.parse(task.container_definitions);
    change(containers[0]);
    task.container_definitions = JSON.stringify(containers);
  };

/** Of containers. */
export const CONTAINER_MUTATIONS: readonly Mutation[] = [
  {
    check: 17,
    does: "makes the root of a container writable",
    stack: "dev-service-orders",
    mutate: container((each) => {
      each.readonlyRootFilesystem = false;
    }),
    rule: "container-cannot-write-its-root",
    address: /^aws_ecs_task_definition\./,
  },
  {
    check: 17,
    does: "leaves the user of a container to its image",
    stack: "dev-service-orders",
    mutate: container((each) => {
      delete each.user;
    }),
    rule: "container-is-not-root",
    address: /^aws_ecs_task_definition\./,
  },
  {
    check: 17,
    does: "makes a container privileged",
    stack: "dev-service-orders",
    mutate: container((each) => {
      each.privileged = true;
    }),
    rule: "container-is-not-privileged",
    address: /^aws_ecs_task_definition\./,
  },
  {
    check: 17,
    does: "sends the output of a container to a group that nobody makes",
    stack: "dev-service-orders",
    mutate: container((each) => {
      each.logConfiguration.options["awslogs-group"] = "/elsewhere";
    }),
    rule: "container-logs-to-a-known-group",
    address: /^aws_ecs_task_definition\./,
  },
  {
    check: 17,
    does: "takes the log driver of a container away",
    stack: "dev-service-orders",
    mutate: container((each) => {
      delete each.logConfiguration;
    }),
    rule: "container-logs-to-a-known-group",
    address: /^aws_ecs_task_definition\./,
  },
  {
    check: 17,
    does: "takes the health check of a container away",
    stack: "dev-service-orders",
    mutate: container((each) => {
      delete each.healthCheck;
    }),
    rule: "container-has-a-health-check",
    address: /^aws_ecs_task_definition\./,
  },
  {
    check: 17,
    does: "writes a password into a plain variable",
    stack: "dev-service-orders",
    mutate: container((each) => {
      each.environment.push({ name: "DATABASE_PASSWORD", value: "hunter2" });
    }),
    rule: "container-variables-hold-no-secret",
    address: /^aws_ecs_task_definition\./,
  },
  {
    check: 17,
    does: "runs the latest image in production",
    stack: "prod-service-orders",
    mutate: container((each) => {
      each.image = each.image.replace(/:[^:]*$/, ":latest");
    }),
    rule: "production-image-does-not-move",
    address: /^aws_ecs_task_definition\./,
  },
  {
    check: 17,
    does: "runs a snapshot in production",
    stack: "prod-service-orders",
    mutate: container((each) => {
      each.image = each.image.replace(/:[^:]*$/, ":1.2.3-SNAPSHOT");
    }),
    rule: "production-image-does-not-move",
    address: /^aws_ecs_task_definition\./,
  },
  {
    check: 17,
    does: "writes container definitions that are no JSON",
    stack: "dev-service-orders",
    mutate: set(TASK, { container_definitions: "[{" }),
    rule: "container-definitions-can-be-read",
    address: /^aws_ecs_task_definition\./,
  },
];
