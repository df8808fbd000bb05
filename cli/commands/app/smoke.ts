import { interruptible } from "../../../adapters/terraform/interruptible";
import { smokeText } from "../../../operations/apps/outcome";
import { isServed, smoke as smokeTest } from "../../../operations/apps/smoke";
import { versionFault } from "../../../runtime/deployer/manifest";
import { quoted } from "../../../runtime/quoted";
import { appNamed, appStage } from "../../app-places";
import { type SmokeWorld, smokePorts, smokeTarget } from "../../app-smoke";
import { ExitCode, InputError } from "../../failures";
import { print, printJson } from "../../output";

export interface SmokeOptions extends SmokeWorld {
  readonly version: string;
  readonly commit?: string;
  readonly catalogue: string;
  readonly json: boolean;
}

/** Asks a stage whether it serves a version. */
export async function smoke(appName: string, stageName: string, options: SmokeOptions): Promise<ExitCode> {
  const { version, commit, catalogue, json } = options;
  const stage = appStage(appNamed(catalogue, appName), stageName);
  const fault = versionFault(version);
  if (fault !== undefined) throw new InputError(`the version ${quoted(version)} ${fault}`);
  const ports = smokePorts(stage, options);
  const results = await interruptible((signal) => smokeTest(smokeTarget(stage, version, commit), { ...ports, signal }));
  if (json) printJson({ format: 1, app: appName, stage: stageName, version, served: isServed(results), results });
  else print(smokeText(results).join("\n"));
  return isServed(results) ? ExitCode.done : ExitCode.notServed;
}
