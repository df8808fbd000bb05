import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { exists } from "../files";
import type { Finished } from "./child-process";
import { TerraformFailure } from "./terraform-failure";

/**
 * Where Terraform leaves a state that it could not save after it changed something: the only one that knows what was made.
 * Source: Terraform's documentation, "Backend configuration: recovering from state persistence failures".
 */
const UNSAVED = "errored.tfstate";

/** How long is waited before each try to save it after all, in milliseconds. */
const WAITS = [2_000, 15_000, 45_000];

/**
 * Saves a state that Terraform could not save, if it left one. Terraform itself refuses what is older than what is saved.
 *
 * @param push Lets Terraform save a file of that folder.
 * @returns what is to be said of it; empty when there is none.
 */
export async function saveUnsaved(
  folder: string,
  push: (file: string) => Promise<Finished>,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  if (!(await isLeft(folder))) return [];
  for (const wait of WAITS) {
    await sleep(wait, undefined, signal && { signal });
    const { status } = await push(UNSAVED);
    if (status !== 0) continue;
    await forgetUnsaved(folder);
    return ["The state could not be saved at first, and was saved after all."];
  }
  return [onlyCopy(folder)];
}

/** @throws TerraformFailure when a folder holds such a state: what is planned without it would be made a second time. */
export async function refuseUnsaved(folder: string): Promise<void> {
  if (await isLeft(folder)) throw new TerraformFailure(onlyCopy(folder));
}

/** Removes such a state. Only of one that is saved, or that holds nothing new. */
export const forgetUnsaved = (folder: string): Promise<void> => rm(join(folder, UNSAVED), { force: true });

const isLeft = (folder: string): Promise<boolean> => exists(join(folder, UNSAVED));

const onlyCopy = (folder: string): string =>
  `What was done there is known to one file alone, ${join(folder, UNSAVED)}: Terraform could not save the state. Save it before anything else: run "terraform state push ${UNSAVED}" in that folder, then remove the file.`;
