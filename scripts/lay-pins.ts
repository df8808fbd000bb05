import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE } from "../adapters/terraform/lock-file";

/**
 * Lays the committed lock file into the folder of each synthesized stack. cdktf knows no other place for it, and Terraform
 * would otherwise take whatever provider of the right version it is given (cdktf-cli 0.21, `TerraformProviderLock`).
 *
 * @returns how many stacks there are
 */
export function layPins(output: string, lockFile: string): number {
  const stacks = readdirSync(join(output, "stacks"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of stacks) cpSync(lockFile, join(output, "stacks", name, LOCK_FILE));
  return stacks.length;
}

if (require.main === module) {
  const count = layPins("cdktf.out", LOCK_FILE);
  process.stdout.write(`The pinned providers lie beside ${count} stacks.\n`);
}
