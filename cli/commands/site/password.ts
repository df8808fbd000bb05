import { randomBytes } from "node:crypto";
import { siteKeys } from "../../../adapters/aws/site-keys";
import { readSecretValue } from "../../../adapters/secret-input";
import { AUTH_KEY, authText, demandPasswordAccess, demandUser } from "../../../operations/sites/password";
import { demandAccountOfStage } from "../../account-in-use";
import { ExitCode } from "../../failures";
import { print, tell } from "../../output";
import { siteLine, sitePlace, stageOf } from "../../site-places";

export interface PasswordOptions {
  readonly user: string;
  readonly catalogue: string;
  readonly endpoint?: string;
}

/** Bytes of a salt, as many as a hash of 128 bits has. */
const SALT_BYTES = 16;

/** Sets the password that the sites of a stage ask for. All that can be refused is refused before it is read. */
export async function password(
  lineName: string,
  stageName: string,
  { user, catalogue, endpoint }: PasswordOptions,
): Promise<ExitCode> {
  const line = siteLine(catalogue, lineName);
  const stage = stageOf(line, stageName);
  demandPasswordAccess(stage.place, stage.name);
  demandUser(user);
  await demandAccountOfStage(stage, { endpoint });
  const { keyValueStoreArn } = await sitePlace(stage.place, { endpoint }).location();
  tell(`The password of *.${stage.place.suffix} (${line.name} ${stage.name}) for the user ${user}`);
  const value = await readSecretValue(process.stdin, (text) => process.stderr.write(text));
  const text = authText(user, value, randomBytes(SALT_BYTES).toString("hex"));
  await siteKeys({ endpoint }, { keyValueStoreArn, madeBy: stage.place.stackId }).put(AUTH_KEY, text);
  print(`The sites *.${stage.place.suffix} ask for the new password within a minute.`);
  return ExitCode.done;
}
