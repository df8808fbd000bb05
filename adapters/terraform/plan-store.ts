import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PlanStore } from "../../operations/plan/ports";
import { writeWhole } from "../files";

const INDEX = "index.json";

/** Keeps plans as files in `plans/` below the folder of everything that is written. */
export function planFiles(folder: string): PlanStore {
  const plans = join(folder, "plans");
  return {
    clear: async () => {
      await mkdir(plans, { recursive: true });
      // First the index: without it, the other files are nobody's.
      await rm(join(plans, INDEX), { force: true });
      await Promise.all((await readdir(plans)).map((name) => rm(join(plans, name), { recursive: true, force: true })));
    },
    savePlan: (stack, json) => writeWhole(join(plans, `${stack}.json`), json),
    saveIndex: (json) => writeWhole(join(plans, INDEX), json),
  };
}
