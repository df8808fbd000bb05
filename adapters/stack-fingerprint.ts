import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { SynthesizedStack } from "../operations/plan/synthesized-stack";

/**
 * A digest of all that cdktf wrote for a stack: `cdk.tf.json` and the assets beside it.
 *
 * @param output The output folder of cdktf.
 */
export async function stackFingerprint(output: string, { folder, text }: SynthesizedStack): Promise<string> {
  const place = join(output, folder);
  const files = (await readdir(place, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(place, join(entry.parentPath, entry.name)))
    // Terraform's own folder is there when somebody ran it there.
    .filter((path) => path !== "cdk.tf.json" && !path.startsWith(".terraform"))
    .sort();
  const hash = createHash("sha256").update(text);
  for (const path of files) hash.update(`\n${path}\n`).update(await readFile(join(place, path)));
  return hash.digest("hex");
}
