import type { Rule } from "../../rule";
import { alarmTellsSomebody } from "./alarm-tells-somebody";
import { budgetTellsSomebody } from "./budget-tells-somebody";
import { buildIsNotPrivileged } from "./build-is-not-privileged";
import { buildKeepsLogs } from "./build-keeps-logs";
import { buildVariablesHoldNoSecret } from "./build-variables-hold-no-secret";
import { clusterRecordsShells } from "./cluster-records-shells";
import { containerCannotWriteItsRoot } from "./container-cannot-write-its-root";
import { containerDefinitionsCanBeRead } from "./container-definitions-can-be-read";
import { containerHasAHealthCheck } from "./container-has-a-health-check";
import { containerIsNotPrivileged } from "./container-is-not-privileged";
import { containerIsNotRoot } from "./container-is-not-root";
import { containerLogsToAKnownGroup } from "./container-logs-to-a-known-group";
import { containerVariablesHoldNoSecret } from "./container-variables-hold-no-secret";
import { deploymentGroupRollsBack } from "./deployment-group-rolls-back";
import { deploymentGroupWatchesAlarms } from "./deployment-group-watches-alarms";
import { functionHasItsOwnRole } from "./function-has-its-own-role";
import { functionIsTraced } from "./function-is-traced";
import { functionLogGroupIsMadeHere } from "./function-log-group-is-made-here";
import { functionLosesNoEvents } from "./function-loses-no-events";
import { functionPermissionNamesItsCaller } from "./function-permission-names-its-caller";
import { functionRuntimeIsMaintained } from "./function-runtime-is-maintained";
import { functionUrlIsNotPublic } from "./function-url-is-not-public";
import { functionVariablesHoldNoSecret } from "./function-variables-hold-no-secret";
import { instanceHasNoPublicAddress } from "./instance-has-no-public-address";
import { instanceMetadataNeedsAToken } from "./instance-metadata-needs-a-token";
import { instanceVolumesAreEncrypted } from "./instance-volumes-are-encrypted";
import { listenerIgnoresWhatCodedeploySwitches } from "./listener-ignores-what-codedeploy-switches";
import { logGroupForgets } from "./log-group-forgets";
import { logGroupHasAKey } from "./log-group-has-a-key";
import { otherPipelinesAskNobody } from "./other-pipelines-ask-nobody";
import { pipelineArtifactsHaveAKey } from "./pipeline-artifacts-have-a-key";
import { pipelineIsOfTheSecondType } from "./pipeline-is-of-the-second-type";
import { pipelineStartsByEvents } from "./pipeline-starts-by-events";
import { productionAllowsNoShells } from "./production-allows-no-shells";
import { productionClusterHasInsights } from "./production-cluster-has-insights";
import { productionImageDoesNotMove } from "./production-image-does-not-move";
import { productionPipelineAsksOnce } from "./production-pipeline-asks-once";
import { productionPullsNoSnapshots } from "./production-pulls-no-snapshots";
import { productionServiceKeepsTwoTasks } from "./production-service-keeps-two-tasks";
import { productionServiceScales } from "./production-service-scales";
import { productionServiceStandsInTwoZones } from "./production-service-stands-in-two-zones";
import { releaseTagsNeverChange } from "./release-tags-never-change";
import { repositoryExpiresImages } from "./repository-expires-images";
import { repositoryHasAKey } from "./repository-has-a-key";
import { repositoryKeepsReleases } from "./repository-keeps-releases";
import { repositoryScansImages } from "./repository-scans-images";
import { serviceHasManagedTags } from "./service-has-managed-tags";
import { serviceHasNoPublicAddress } from "./service-has-no-public-address";
import { serviceIgnoresOnlyWhatOthersOwn } from "./service-ignores-only-what-others-own";
import { serviceKeepsItsTasksDuringDeployments } from "./service-keeps-its-tasks-during-deployments";
import { servicePassesItsTagsOn } from "./service-passes-its-tags-on";
import { serviceRunsInPrivateSubnets } from "./service-runs-in-private-subnets";
import { serviceTakesBackFailedDeployments } from "./service-takes-back-failed-deployments";
import { snapshotTagsCanChange } from "./snapshot-tags-can-change";
import { taskStandsApartFromItsMachine } from "./task-stands-apart-from-its-machine";
import { userDataTakesNoSecret } from "./user-data-takes-no-secret";

/** Rules of containers, ECS services, images, functions, pipelines and logs. */
export const COMPUTE_RULES: readonly Rule[] = [
  alarmTellsSomebody,
  budgetTellsSomebody,
  buildIsNotPrivileged,
  buildKeepsLogs,
  buildVariablesHoldNoSecret,
  clusterRecordsShells,
  containerCannotWriteItsRoot,
  containerDefinitionsCanBeRead,
  containerHasAHealthCheck,
  containerIsNotPrivileged,
  containerIsNotRoot,
  containerLogsToAKnownGroup,
  containerVariablesHoldNoSecret,
  deploymentGroupRollsBack,
  deploymentGroupWatchesAlarms,
  functionHasItsOwnRole,
  functionIsTraced,
  functionLogGroupIsMadeHere,
  functionLosesNoEvents,
  functionPermissionNamesItsCaller,
  functionRuntimeIsMaintained,
  functionUrlIsNotPublic,
  functionVariablesHoldNoSecret,
  instanceHasNoPublicAddress,
  instanceMetadataNeedsAToken,
  instanceVolumesAreEncrypted,
  listenerIgnoresWhatCodedeploySwitches,
  logGroupForgets,
  logGroupHasAKey,
  otherPipelinesAskNobody,
  pipelineArtifactsHaveAKey,
  pipelineIsOfTheSecondType,
  pipelineStartsByEvents,
  productionAllowsNoShells,
  productionClusterHasInsights,
  productionImageDoesNotMove,
  productionPipelineAsksOnce,
  productionPullsNoSnapshots,
  productionServiceKeepsTwoTasks,
  productionServiceScales,
  productionServiceStandsInTwoZones,
  releaseTagsNeverChange,
  repositoryExpiresImages,
  repositoryHasAKey,
  repositoryKeepsReleases,
  repositoryScansImages,
  serviceHasManagedTags,
  serviceHasNoPublicAddress,
  serviceIgnoresOnlyWhatOthersOwn,
  serviceKeepsItsTasksDuringDeployments,
  servicePassesItsTagsOn,
  serviceRunsInPrivateSubnets,
  serviceTakesBackFailedDeployments,
  snapshotTagsCanChange,
  taskStandsApartFromItsMachine,
  userDataTakesNoSecret,
];
