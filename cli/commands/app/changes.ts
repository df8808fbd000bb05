import { appendFileSync } from "node:fs";
import { changedFiles } from "../../../adapters/git/changed-files";
import { begunBy } from "../../../operations/versions/components";
import { appNamed } from "../../app-places";
import { ExitCode, InputError } from "../../failures";
import { print } from "../../output";
import { ROOT } from "../../paths";
import { mustBeWritable } from "../../text-files";

export interface AppChangesOptions {
  readonly catalogue: string;
  /** The commit before the push; empty where there was none. */
  readonly before: string;
  readonly commit: string;
  readonly output?: string;
}

/** Says what a push to this repository begins: the app's deployment, the Deployer image, both or nothing. */
export async function changes(
  appName: string,
  { catalogue, before, commit, output }: AppChangesOptions,
): Promise<ExitCode> {
  appNamed(catalogue, appName);
  mustBeWritable([output], []);
  if (before !== "" && !/^[0-9a-f]{40}$/.test(before))
    throw new InputError(`--before is ${JSON.stringify(before)}; use all forty digits of a commit, or nothing`);
  const files = before === "" ? undefined : await changedFiles(ROOT, { from: before, to: commit }, process.env);
  const { image, deploy } = begunBy(files);
  if (output !== undefined) appendFileSync(output, `image=${image}\ndeploy=${deploy}\n`);
  print(wordsOf(files?.length, image, deploy));
  return ExitCode.done;
}

function wordsOf(count: number | undefined, image: boolean, deploy: boolean): string {
  const begun = [...(image ? ["the Deployer image"] : []), ...(deploy ? ["the app"] : [])].join(" and ");
  if (count === undefined) return "Nobody knows what changed, so the Deployer image and the app are looked after.";
  return begun === "" ? "Nothing of the app changed, and nothing of its Deployer." : `What changed is of ${begun}.`;
}
