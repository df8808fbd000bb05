import { createHash } from "node:crypto";
import {
  type CodeDeployClient,
  CreateDeploymentCommand,
  type DeploymentStatus,
  ListDeploymentsCommand,
} from "@aws-sdk/client-codedeploy";
import { GetAliasCommand } from "@aws-sdk/client-lambda";
import { appSpecOf } from "./app-spec";
import type { Aws } from "./aws";
import { asking, DeployError, explained, isNamed } from "./deploy-error";
import { type EndedDeployment, endOf, type Say } from "./deployment-end";
import type { Patience } from "./patience";

/** The alias that is led to a version, and what leads it. */
export interface AliasShift {
  readonly functionName: string;
  readonly alias: string;
  /** Number of the version that it shall lead to. */
  readonly to: string;
  /** Names of CodeDeploy's application and deployment group. */
  readonly application: string;
  readonly group: string;
  /** What the deployment is called, for people. */
  readonly description: string;
}

/** The states of a deployment that is not at its end. */
const ACTIVE: DeploymentStatus[] = ["Created", "Queued", "InProgress", "Baking", "Ready"];

const NEEDS =
  "codedeploy:CreateDeployment, codedeploy:GetDeployment, codedeploy:ListDeployments, codedeploy:GetDeploymentConfig, codedeploy:GetApplicationRevision and codedeploy:RegisterApplicationRevision";

/** What is live may be what set it off; then nothing that cures it passes by itself, however often it is tried. */
const ALARM_BEFORE =
  'If the alarm was on before this began, it stops every deployment: docs/runbooks/app-deployment.md, "An alarm is on already", says how to go on.';

/** How often it is looked whether CodeDeploy takes a deployment back. */
const MOST_LOOKS = 4;

/** How often other deployments may stand in the way. */
const MOST_TRIES = 5;

/**
 * Leads an alias to a version by CodeDeploy, which shifts the requests, watches the alarms and takes it back. A deployment
 * that an earlier run began and nobody followed is followed to its end first.
 *
 * @throws DeployError that names how it ended, unless the alias leads to the version in the end.
 */
export async function shiftAlias(aws: Aws, shift: AliasShift, patience: Patience, say: Say): Promise<void> {
  const { functionName, alias, to } = shift;
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const active = await activeDeployment(aws.codeDeploy, shift);
    const { version: from, also } = await aliasState(aws, shift);
    const spec = appSpecOf({ functionName, alias, from, to });
    if (active !== undefined) {
      say(`CodeDeploy: the deployment ${active} of an earlier run is not at its end; following it`);
      const end = await endOf(aws.codeDeploy, active, patience, say);
      if (end.sha256 === sha256(spec)) return demandSuccess(aws, end, shift, patience, say);
      continue;
    }
    if (from === to) {
      if (also.length > 0)
        throw new DeployError(
          `the alias ${alias} of ${functionName} leads to version ${to}, and with a part of the requests to version ${also.join(", ")} still: a deployment was stopped half way. Take that part away (aws lambda update-alias --function-name ${functionName} --name ${alias} --routing-config AdditionalVersionWeights={}); then retry the stage in the pipeline.`,
        );
      return say(`the alias ${alias} of ${functionName} leads to version ${to} already`);
    }
    const id = await create(aws.codeDeploy, spec, shift);
    if (id === "busy") continue;
    say(`CodeDeploy: the deployment ${id} leads ${functionName}:${alias} from version ${from} to ${to}`);
    return demandSuccess(aws, await endOf(aws.codeDeploy, id, patience, say), shift, patience, say);
  }
  throw new DeployError(
    `other deployments of ${shift.application} stand in the way all the time. See in CodeDeploy who begins them; then retry the stage in the pipeline.`,
  );
}

/** The version that the alias leads to, and each other one that gets a part of the requests. */
const aliasState = (
  { lambda }: Aws,
  { functionName, alias }: AliasShift,
): Promise<{ readonly version: string; readonly also: readonly string[] }> =>
  asking(`look at the alias ${alias} of ${functionName}`, "lambda:GetAlias", async () => {
    const found = await lambda.send(new GetAliasCommand({ FunctionName: functionName, Name: alias }));
    const parts = Object.entries(found.RoutingConfig?.AdditionalVersionWeights ?? {});
    return {
      version: String(found.FunctionVersion),
      also: parts.flatMap(([version, weight]) => (weight > 0 ? [version] : [])),
    };
  });

/** A deployment of the group that is not at its end: there is one at most. */
const activeDeployment = (
  codeDeploy: CodeDeployClient,
  { application: applicationName, group: deploymentGroupName }: AliasShift,
): Promise<string | undefined> =>
  asking(`list the deployments of ${applicationName}`, NEEDS, async () => {
    const wanted = { applicationName, deploymentGroupName, includeOnlyStatuses: ACTIVE };
    const { deployments = [] } = await codeDeploy.send(new ListDeploymentsCommand(wanted));
    return deployments[0];
  });

/** `busy` when there is another one: somebody else's, or this one, begun by a request whose answer was lost. */
async function create(
  codeDeploy: CodeDeployClient,
  content: string,
  { application: applicationName, group: deploymentGroupName, description }: AliasShift,
): Promise<string> {
  try {
    const { deploymentId } = await codeDeploy.send(
      new CreateDeploymentCommand({
        applicationName,
        deploymentGroupName,
        description,
        revision: { revisionType: "AppSpecContent", appSpecContent: { content, sha256: sha256(content) } },
      }),
    );
    if (!deploymentId)
      throw new DeployError("the answer of CodeDeploy names no deployment. Retry the stage in the pipeline.");
    return deploymentId;
  } catch (failure) {
    if (isNamed(failure, "DeploymentLimitExceededException")) return "busy";
    throw explained(`begin a deployment of ${applicationName}`, NEEDS, failure);
  }
}

async function demandSuccess(
  aws: Aws,
  end: EndedDeployment,
  shift: AliasShift,
  patience: Patience,
  say: Say,
): Promise<void> {
  const { id, status, why, byAlarm } = end;
  const live = async () => (await aliasState(aws, shift)).version;
  if (status === "Succeeded") {
    const version = await live();
    if (version === shift.to) return;
    throw new DeployError(
      `the deployment ${id} succeeded, and yet the alias ${shift.alias} leads to version ${version}, not ${shift.to}. See who else deploys ${shift.functionName}.`,
    );
  }
  const words = status === "Failed" ? "failed" : "was stopped";
  const rollback = await rollbackOf(aws.codeDeploy, end, patience);
  if (rollback === undefined)
    throw new DeployError(
      `the deployment ${id} ${words}: ${why}. It was not taken back: the alias ${shift.alias} leads to version ${await live()}. The site was not switched.`,
    );
  const alarmed = byAlarm ? ` ${ALARM_BEFORE}` : "";
  say(`CodeDeploy: the deployment ${id} ${words} (${why}); ${rollback} takes it back`);
  const back = await endOf(aws.codeDeploy, rollback, patience, say);
  throw new DeployError(
    back.status === "Succeeded"
      ? `the deployment ${id} ${words}: ${why}. It was rolled back by ${rollback}: the alias ${shift.alias} leads to version ${await live()} again. The site was not switched. See the alarms and the log of ${shift.functionName}, and deploy a version that cures it.${alarmed}`
      : `the deployment ${id} ${words}: ${why}. Its roll-back ${rollback} ended as ${back.status}, too: ${back.why}. See the alias ${shift.alias} of ${shift.functionName} at once; it leads to version ${await live()}. The site was not switched.`,
  );
}

/** What takes a deployment back. CodeDeploy may name it a moment after the end, and nobody should move the alias meanwhile. */
async function rollbackOf(
  codeDeploy: CodeDeployClient,
  { id, rollback }: EndedDeployment,
  patience: Patience,
): Promise<string | undefined> {
  let found = rollback;
  for (let looks = 0; found === undefined && looks < MOST_LOOKS; looks++) {
    await patience.wait(patience.pause);
    found = (await endOf(codeDeploy, id, patience, () => {})).rollback;
  }
  return found;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
