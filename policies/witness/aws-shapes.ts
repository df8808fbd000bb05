/** A structure in AWS's published description of an API. */
export interface AwsShape {
  /** As AWS's own client calls the service: `ecs`. */
  readonly service: string;
  /** `CreateServiceRequest` */
  readonly shape: string;
}

/** How the AWS provider turns a resource into a request. Names that are not told here become camel case. */
export interface Translation extends AwsShape {
  /** Paths of attributes that the provider keeps for itself. */
  readonly without?: readonly string[];
  /** What AWS calls an attribute, by its path, where that is not its name in camel case. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Paths of maps, whose keys are nobody's names. */
  readonly maps?: readonly string[];
  /** Words that stand for values, by path. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A container of a task definition, which is written as AWS names it. */
export const CONTAINER: AwsShape = { service: "ecs", shape: "ContainerDefinition" };

const ecs = (shape: string, rest: Omit<Translation, keyof AwsShape> = {}): Translation => ({
  service: "ecs",
  shape,
  ...rest,
});

/**
 * What becomes of resources. Source: the documentation of each resource in the AWS provider, 5.100.0, beside the request in the
 * API reference of Amazon ECS.
 */
export const TRANSLATED: Readonly<Record<string, Translation>> = {
  aws_ecs_cluster: ecs("CreateClusterRequest", {
    renamed: { name: "clusterName", setting: "settings" },
  }),
  aws_ecs_cluster_capacity_providers: ecs("PutClusterCapacityProvidersRequest", {
    renamed: { cluster_name: "cluster" },
  }),
  aws_ecs_service: ecs("CreateServiceRequest", {
    without: ["force_delete", "force_new_deployment", "triggers", "wait_for_steady_state"],
    renamed: {
      name: "serviceName",
      enable_ecs_managed_tags: "enableECSManagedTags",
      load_balancer: "loadBalancers",
      ordered_placement_strategy: "placementStrategy",
      alarms: "deploymentConfiguration.alarms",
      deployment_circuit_breaker: "deploymentConfiguration.deploymentCircuitBreaker",
      deployment_maximum_percent: "deploymentConfiguration.maximumPercent",
      deployment_minimum_healthy_percent: "deploymentConfiguration.minimumHealthyPercent",
      network_configuration: "networkConfiguration.awsvpcConfiguration",
      "service_connect_configuration.service": "services",
      "service_connect_configuration.service.client_alias": "clientAliases",
      "service_connect_configuration.log_configuration.secret_option": "secretOptions",
    },
    maps: ["service_connect_configuration.log_configuration.options"],
    words: { "network_configuration.assign_public_ip": { true: "ENABLED", false: "DISABLED" } },
  }),
  aws_ecs_task_definition: ecs("RegisterTaskDefinitionRequest", {
    without: ["skip_destroy", "track_latest"],
    renamed: {
      volume: "volumes",
      "volume.host_path": "host.sourcePath",
      "ephemeral_storage.size_in_gib": "sizeInGiB",
    },
    maps: ["volume.docker_volume_configuration.driver_opts", "volume.docker_volume_configuration.labels"],
  }),
};
