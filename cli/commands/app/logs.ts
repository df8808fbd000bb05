import { logGroup } from "../../../adapters/aws/log-group";
import { interruptible } from "../../../adapters/terraform/interruptible";
import { printLogs } from "../../../operations/apps/logs";
import { later } from "../../../operations/records/lease-time";
import { appNamed, appStage, demandAccountOfApp } from "../../app-places";
import { ExitCode } from "../../failures";
import { pauseFor } from "../../lease-options";
import { print, tell } from "../../output";

export interface AppLogsOptions {
  /** Whether the Deployer's log is meant, and not the function's. */
  readonly deployer: boolean;
  /** In seconds. */
  readonly since: number;
  readonly follow: boolean;
  readonly catalogue: string;
  readonly endpoint?: string;
}

/** Prints what the function of an app said at a stage, or what its Deployer said. */
export async function logs(appName: string, stageName: string, options: AppLogsOptions): Promise<ExitCode> {
  const { deployer, since, follow, endpoint } = options;
  const stage = appStage(appNamed(options.catalogue, appName), stageName);
  await demandAccountOfApp(stage, { endpoint });
  const { region, stackId } = stage;
  const place = deployer
    ? { logGroup: stage.deployer.logGroup, region, madeBy: stage.deployer.stackId }
    : { logGroup: stage.api.functionLogGroup, region, madeBy: stackId };
  const printed = await interruptible((signal) =>
    printLogs(
      { since: later(new Date(), -since), follow, signal },
      { group: logGroup({ endpoint }, place), now: () => new Date(), sleep: pauseFor, print },
    ),
  );
  if (printed === 0) tell(`Nothing was logged in ${place.logGroup} since then.`);
  return ExitCode.done;
}
