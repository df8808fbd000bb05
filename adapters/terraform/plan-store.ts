import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PlanStore } from "../../operations/plan/ports";
import { exists, writeWhole } from "../files";

const INDEX = "index.json";

/**
 * Keeps plans as files in `plans/` below the folder of everything that is written. A run writes beside it, and takes its
 * place with its index: whoever reads finds the last run that came to its end, whole.
 */
export function planFiles(folder: string): PlanStore {
  const [plans, next, last] = ["plans", "plans.next", "plans.last"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  return {
    clear: async () => {
      await rm(next, { recursive: true, force: true });
      await mkdir(next, { recursive: true });
    },
    savePlan: (stack, json) => writeWhole(join(next, `${stack}.json`), json),
    saveIndex: async (json) => {
      await writeWhole(join(next, INDEX), json);
      await rm(last, { recursive: true, force: true });
      if (await exists(plans)) await rename(plans, last);
      await rename(next, plans);
      await rm(last, { recursive: true, force: true });
    },
  };
}
