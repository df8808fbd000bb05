import { type CodeDeployClient, type DeploymentInfo, GetDeploymentCommand } from "@aws-sdk/client-codedeploy";
import { asking, DeployError, shown } from "./deploy-error";
import type { Patience } from "./patience";

/** A deployment of CodeDeploy that came to an end, whichever. */
export interface EndedDeployment {
  readonly id: string;
  readonly status: "Succeeded" | "Failed" | "Stopped";
  /** SHA-256 of what it was asked to do, as CodeDeploy names it. */
  readonly sha256: string | undefined;
  /** Why it did not succeed, as a part of a sentence; empty when it did. */
  readonly why: string;
  /** Whether an alarm ended it: one that it set off, or one that was on before. */
  readonly byAlarm: boolean;
  /** The deployment that takes it back, where there is one. */
  readonly rollback: string | undefined;
}

/** What is told while it is waited: a line a change. */
export type Say = (line: string) => void;

/**
 * Waits for the end of a deployment.
 *
 * @throws DeployError when it takes longer than there is patience. It goes on by itself then.
 */
export async function endOf(
  codeDeploy: CodeDeployClient,
  id: string,
  { pause, limit, now, wait }: Patience,
  say: Say,
): Promise<EndedDeployment> {
  let before: string | undefined;
  for (const end = now() + limit; ; ) {
    const info = await asking(`follow the deployment ${id}`, "codedeploy:GetDeployment", async () => {
      const { deploymentInfo } = await codeDeploy.send(new GetDeploymentCommand({ deploymentId: id }));
      return deploymentInfo ?? {};
    });
    const { status } = info;
    if (status !== before) say(`CodeDeploy: the deployment ${id} is ${shown(String(status))}`);
    before = status;
    if (status === "Succeeded" || status === "Failed" || status === "Stopped") return ended(id, status, info);
    if (now() >= end)
      throw new DeployError(
        `the deployment ${id} did not end within ${Math.round(limit / 60_000)} minutes, and goes on: it is ${shown(String(status))}. See it in CodeDeploy; when it ended, retry the stage in the pipeline.`,
      );
    await wait(pause);
  }
}

function ended(
  id: string,
  status: EndedDeployment["status"],
  { errorInformation, revision, rollbackInfo }: DeploymentInfo,
): EndedDeployment {
  const { code, message } = errorInformation ?? {};
  const why = [code, message].filter((part) => part).join(": ");
  const spec = revision?.string ?? revision?.appSpecContent;
  return {
    id,
    status,
    sha256: spec?.sha256,
    why: status === "Succeeded" ? "" : shown(why || "CodeDeploy says no reason").replace(/\.$/, ""),
    byAlarm: code === "ALARM_ACTIVE",
    rollback: rollbackInfo?.rollbackDeploymentId,
  };
}
