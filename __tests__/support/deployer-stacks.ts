import { join } from "node:path";
import type { AppStage } from "../../model/apps";
import { readCatalogue } from "../../model/catalogue";
import type { Network } from "../../model/organisation";
import { appContract } from "../../stacks/app-stack";
import { DeployerStack } from "../../stacks/deployer-stack";
import { platformContract } from "../../stacks/platform-stack";
import { Producer } from "./producer";
import { type SynthesizedJson, synthesize } from "./synthesize";

/** A stage of an app, and the network that it is on. */
export interface PlacedStage {
  readonly stage: AppStage;
  readonly network: Network;
}

/** Every stage of every app of the example organisation, by the id of its deployer's stack. */
export const STAGES: ReadonlyMap<string, PlacedStage> = new Map(
  readCatalogue(join(__dirname, "..", "..", "catalogue"))
    .networks.flatMap((network) => network.apps.map((stage) => ({ stage, network })))
    .map((placed) => [placed.stage.deployer.stackId, placed]),
);

/** A stage of the example organisation. @throws Error when there is none. */
export function placedStage(stackId: string): PlacedStage {
  const placed = STAGES.get(stackId);
  if (!placed) throw new Error(`no stage of the catalogue has the deployer ${stackId}`);
  return placed;
}

const NOTHING = { clusterArn: "", clusterName: "", execLogGroupArn: "", keyArn: "", alarmTopicArn: "" };

/** The deployer of a stage, synthesized alone. */
export function deployerOf({ stage, network }: PlacedStage): SynthesizedJson {
  const stacks = synthesize((app) => {
    const location = { keyValueStoreArn: "", distributionId: "" };
    new DeployerStack(app, stage, network, {
      app: new Producer(app, stage.stackId, network).give(appContract, location),
      platform: new Producer(app, `${network.name}-platform`, network).give(platformContract, NOTHING),
    });
  });
  return stacks[stage.deployer.stackId] as SynthesizedJson;
}
