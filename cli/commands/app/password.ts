import { demandPassword } from "../../../operations/apps/refusals";
import { demandUser } from "../../../operations/sites/password";
import { appLocation, appNamed, appStage, demandAccountOfApp } from "../../app-places";
import { ExitCode } from "../../failures";
import { print } from "../../output";
import { setPassword } from "../../set-password";

export interface AppPasswordOptions {
  readonly user: string;
  readonly catalogue: string;
  readonly endpoint?: string;
}

/** Sets the password that the site of an app asks for at a stage. All that can be refused is refused before it is read. */
export async function password(
  appName: string,
  stageName: string,
  { user, catalogue, endpoint }: AppPasswordOptions,
): Promise<ExitCode> {
  const stage = appStage(appNamed(catalogue, appName), stageName);
  demandPassword(stage);
  demandUser(user);
  await demandAccountOfApp(stage, { endpoint });
  const { keyValueStoreArn } = await appLocation(stage, { endpoint });
  const { host } = stage.site;
  await setPassword(
    `${host} (${appName} ${stageName})`,
    user,
    { keyValueStoreArn, madeBy: stage.stackId },
    { endpoint },
  );
  print(`${host} asks for the new password within a minute.`);
  return ExitCode.done;
}
