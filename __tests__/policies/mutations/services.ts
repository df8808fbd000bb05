import { first, type Mutation } from "../mutation";
import { set } from "./set-values";

const SERVICE = "aws_ecs_service";
const TARGET = "aws_appautoscaling_target";

/** Of services, their clusters and their autoscaling. */
export const SERVICE_MUTATIONS: readonly Mutation[] = [
  {
    check: 16,
    does: "gives the tasks of a service public addresses",
    stack: "dev-service-orders",
    mutate: (configuration) => {
      first(configuration, SERVICE).network_configuration.assign_public_ip = true;
    },
    rule: "service-has-no-public-address",
    address: /^aws_ecs_service\./,
  },
  {
    check: 16,
    does: "puts a service into the public subnets of its network",
    stack: "dev-service-orders",
    mutate: (configuration) => {
      const { network_configuration: network } = first(configuration, SERVICE);
      network.subnets = network.subnets.replace("private_subnets", "public_subnets");
    },
    rule: "service-runs-in-private-subnets",
    address: /^aws_ecs_service\./,
  },
  {
    check: 16,
    does: "takes the circuit breaker away",
    stack: "dev-service-orders",
    mutate: (configuration) => {
      delete first(configuration, SERVICE).deployment_circuit_breaker;
    },
    rule: "service-takes-back-failed-deployments",
    address: /^aws_ecs_service\./,
  },
  {
    check: 16,
    does: "keeps the circuit breaker from taking a deployment back",
    stack: "dev-service-orders",
    mutate: set(SERVICE, { deployment_circuit_breaker: { enable: true, rollback: false } }),
    rule: "service-takes-back-failed-deployments",
    address: /^aws_ecs_service\./,
  },
  {
    check: 16,
    does: "lets CodeDeploy deploy a service that has a circuit breaker",
    stack: "dev-service-orders",
    mutate: set(SERVICE, { deployment_controller: { type: "CODE_DEPLOY" } }),
    rule: "service-takes-back-failed-deployments",
    address: /^aws_ecs_service\./,
  },
  {
    check: 16,
    does: "lets half of the tasks of production go during a deployment",
    stack: "prod-service-orders",
    mutate: set(SERVICE, { deployment_minimum_healthy_percent: 50 }),
    rule: "service-keeps-its-tasks-during-deployments",
    address: /^aws_ecs_service\./,
  },
  {
    check: 16,
    does: "leaves tasks without the tags of their service",
    stack: "dev-service-orders",
    mutate: set(SERVICE, { propagate_tags: "NONE" }),
    rule: "service-passes-its-tags-on",
    address: /^aws_ecs_service\./,
  },
  {
    check: 16,
    does: "leaves tasks without managed tags",
    stack: "dev-service-orders",
    mutate: set(SERVICE, { enable_ecs_managed_tags: false }),
    rule: "service-has-managed-tags",
    address: /^aws_ecs_service\./,
  },
  {
    check: 16,
    does: "lets Terraform take back what autoscaling decides",
    stack: "dev-service-orders",
    mutate: set(SERVICE, { lifecycle: { ignore_changes: ["task_definition"] } }),
    rule: "service-ignores-only-what-others-own",
    address: /^aws_ecs_service\./,
  },
  {
    check: 16,
    does: "ignores what nobody else changes",
    stack: "dev-service-orders",
    mutate: set(SERVICE, { lifecycle: { ignore_changes: ["task_definition", "desired_count", "load_balancer"] } }),
    rule: "service-ignores-only-what-others-own",
    address: /^aws_ecs_service\./,
  },
  {
    check: 18,
    does: "opens shells in production",
    stack: "prod-service-orders",
    mutate: set(SERVICE, { enable_execute_command: true }),
    rule: "production-allows-no-shells",
    address: /^aws_ecs_service\./,
  },
  {
    check: 18,
    does: "records no shells",
    stack: "dev-platform",
    mutate: (configuration) => {
      first(configuration, "aws_ecs_cluster").configuration.execute_command_configuration.logging = "NONE";
    },
    rule: "cluster-records-shells",
    address: /^aws_ecs_cluster\./,
  },
  {
    check: 18,
    does: "takes the key of shells away",
    stack: "dev-platform",
    mutate: (configuration) => {
      delete first(configuration, "aws_ecs_cluster").configuration.execute_command_configuration.kms_key_id;
    },
    rule: "cluster-records-shells",
    address: /^aws_ecs_cluster\./,
  },
  {
    check: 19,
    does: "lets autoscaling leave one task in production",
    stack: "prod-service-orders",
    mutate: set(TARGET, { min_capacity: 1 }),
    rule: "production-service-keeps-two-tasks",
    address: /^aws_appautoscaling_target\./,
  },
  {
    check: 19,
    does: "takes autoscaling away from production",
    stack: "prod-service-orders",
    mutate: (configuration) => {
      delete configuration.resource[TARGET];
    },
    rule: "production-service-scales",
    address: /^aws_ecs_service\./,
  },
  {
    check: 19,
    does: "takes every policy of autoscaling away from production",
    stack: "prod-service-orders",
    mutate: (configuration) => {
      delete configuration.resource.aws_appautoscaling_policy;
    },
    rule: "production-service-scales",
    address: /^aws_ecs_service\./,
  },
  {
    check: 19,
    does: "puts a service of production into one subnet",
    stack: "prod-service-orders",
    mutate: (configuration) => {
      first(configuration, SERVICE).network_configuration.subnets = ["subnet-1"];
    },
    rule: "production-service-stands-in-two-zones",
    address: /^aws_ecs_service\./,
  },
];
