import { createHash } from "node:crypto";
import { join } from "node:path";
import type { SettledStates } from "../../operations/plan/since/plan-since";
import { readIfExists, writeWhole } from "../files";

/**
 * Keeps the last settled state of each stack as a file in `settled/` below the folder of everything that is written.
 *
 * @param toolchain What else a plan depends on: the version of Terraform, the locked providers.
 */
export function settledStateFiles(folder: string, toolchain: string): SettledStates {
  const pathOf = (stack: string) => join(folder, "settled", `${stack}.json`);
  const digestOf = (key: string) => createHash("sha256").update(`${toolchain}\n${key}`).digest("hex");
  return {
    read: async (stack, key) => {
      const [digest, text] = splitOnce((await readIfExists(pathOf(stack))) ?? "");
      return digest === digestOf(key) ? text : undefined;
    },
    write: (stack, key, text) => writeWhole(pathOf(stack), `${digestOf(key)}\n${text}`),
  };
}

/** The first line, and all that follows. */
function splitOnce(text: string): readonly [string, string] {
  const end = text.indexOf("\n");
  return [text.slice(0, Math.max(0, end)), text.slice(end + 1)];
}
