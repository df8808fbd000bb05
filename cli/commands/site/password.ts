import { demandPasswordAccess, demandUser } from "../../../operations/sites/password";
import { demandAccountOfStage } from "../../account-in-use";
import { ExitCode } from "../../failures";
import { print } from "../../output";
import { setPassword } from "../../set-password";
import { siteLine, sitePlace, stageOf } from "../../site-places";

export interface PasswordOptions {
  readonly user: string;
  readonly catalogue: string;
  readonly endpoint?: string;
}

/** Sets the password that the sites of a stage ask for. All that can be refused is refused before it is read. */
export async function password(
  lineName: string,
  stageName: string,
  { user, catalogue, endpoint }: PasswordOptions,
): Promise<ExitCode> {
  const line = siteLine(catalogue, lineName);
  const { name, place } = stageOf(line, stageName);
  demandPasswordAccess(place, name);
  demandUser(user);
  await demandAccountOfStage({ name, place }, { endpoint });
  const { keyValueStoreArn } = await sitePlace(place, { endpoint }).location();
  const store = { keyValueStoreArn, madeBy: place.stackId };
  await setPassword(`*.${place.suffix} (${line.name} ${name})`, user, store, { endpoint });
  print(`The sites *.${place.suffix} ask for the new password within a minute.`);
  return ExitCode.done;
}
