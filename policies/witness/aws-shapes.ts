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
  /** Paths of lists of texts of which AWS makes structures, each with the one key that holds the text. */
  readonly keyed?: Readonly<Record<string, string>>;
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
 * API reference of its service.
 */
export const TRANSLATED: Readonly<Record<string, Translation>> = {
  aws_codebuild_project: {
    service: "codebuild",
    shape: "CreateProjectInput",
    renamed: {
      build_timeout: "timeoutInMinutes",
      queued_timeout: "queuedTimeoutInMinutes",
      "environment.environment_variable": "environmentVariables",
      "logs_config.cloudwatch_logs": "cloudWatchLogs",
    },
  },
  aws_codedeploy_app: {
    service: "codedeploy",
    shape: "CreateApplicationInput",
    renamed: { name: "applicationName" },
  },
  aws_codedeploy_deployment_group: {
    service: "codedeploy",
    shape: "CreateDeploymentGroupInput",
    renamed: {
      app_name: "applicationName",
      ecs_service: "ecsServices",
      "load_balancer_info.target_group_pair_info": "targetGroupPairInfoList",
      "load_balancer_info.target_group_pair_info.target_group": "targetGroups",
    },
    keyed: { "alarm_configuration.alarms": "name" },
  },
  aws_codepipeline: {
    service: "codepipeline",
    shape: "CreatePipelineInput",
    renamed: {
      artifact_store: "pipeline.artifactStore",
      execution_mode: "pipeline.executionMode",
      name: "pipeline.name",
      pipeline_type: "pipeline.pipelineType",
      role_arn: "pipeline.roleArn",
      stage: "pipeline.stages",
      "stage.action": "actions",
      ...Object.fromEntries(
        ["category", "owner", "provider", "version"].map((key) => [`stage.action.${key}`, `actionTypeId.${key}`]),
      ),
    },
    keyed: { "stage.action.input_artifacts": "name", "stage.action.output_artifacts": "name" },
    maps: ["stage.action.configuration"],
  },
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
