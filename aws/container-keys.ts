/**
 * Keys that stand anywhere in a container definition, by their lower case.
 * Source: Amazon ECS API Reference, ContainerDefinition and what is in it.
 */
export const CONTAINER_KEYS: ReadonlyMap<string, string> = new Map(
  [
    "add appProtocol capabilities command condition containerName containerPath containerPort containerPortRange cpu",
    "credentialSpecs credentialsParameter dependsOn devices disableNetworking dnsSearchDomains dnsServers",
    "dockerLabels dockerSecurityOptions drop enabled entryPoint environment environmentFiles essential extraHosts",
    "firelensConfiguration hardLimit healthCheck hostPath hostPort hostname ignoredExitCodes image",
    "initProcessEnabled interactive interval ipAddress links linuxParameters logConfiguration logDriver maxSwap",
    "memory memoryReservation mountOptions mountPoints name namespace options permissions portMappings privileged",
    "protocol pseudoTerminal readOnly readonlyRootFilesystem repositoryCredentials resourceRequirements",
    "restartAttemptPeriod restartPolicy retries secretOptions secrets sharedMemorySize size softLimit",
    "sourceContainer sourceVolume startPeriod startTimeout stopTimeout swappiness systemControls timeout tmpfs type",
    "ulimits user value valueFrom versionConsistency volumesFrom workingDirectory",
  ].flatMap((line) => line.split(" ").map((key) => [key.toLowerCase(), key] as const)),
);
