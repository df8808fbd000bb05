import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readIfExists } from "../files";
import { worksIn } from "../process";
import { TerraformFailure } from "./terraform-failure";

/** Holds the number of the process of Terraform that works in a folder. One that ended by itself leaves none. */
export const PID_FILE = "terraform.pid";

/** How long is waited for the Terraform of an earlier run, and how often it is looked for, in milliseconds. */
const LONGEST = 300_000;
const LOOK_EVERY = 500;

/**
 * Waits until no Terraform works in a folder any more: that of a run which was killed may go on, and what it works with must
 * stay, as must the number of its process, which tells that the lock that it holds is no stale one.
 *
 * @throws TerraformFailure when it goes on for too long; the signal's reason when it was aborted.
 */
export async function whenFree(folder: string, signal?: AbortSignal): Promise<void> {
  for (let waited = 0; ; waited += LOOK_EVERY) {
    signal?.throwIfAborted();
    const pid = Number(await readIfExists(join(folder, PID_FILE)));
    if (!worksIn(pid, folder)) return;
    if (waited >= LONGEST) {
      throw new TerraformFailure(
        `The Terraform of an earlier run, process ${pid}, still works in ${folder}. Wait until it ends, then run this again.`,
      );
    }
    await sleep(LOOK_EVERY);
  }
}
